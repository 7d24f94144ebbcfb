import { renderSVG } from 'uqr';

/** The QR code of a public page as an SVG; read from a bag of which a sixth is dirty. */
export const qrCode = (publicUrl: string): string => renderSVG(publicUrl, { ecc: 'M', border: 4 });
