interface PdfReader {
  getDocumentProxy(bytes: Uint8Array): Promise<unknown>;
  extractText(document: unknown): Promise<{ readonly text: readonly string[] }>;
}

/** By a name that the compiler does not follow: its types bring those of a browser with them. */
const READER: string = 'unpdf';

/** Of each page what a reader can select, without the white space that a page needs to be set. */
export async function pdfPages(bytes: Uint8Array): Promise<readonly string[]> {
  const { getDocumentProxy, extractText } = (await import(READER)) as PdfReader;
  return (await extractText(await getDocumentProxy(Uint8Array.from(bytes)))).text.map(tight);
}

/** A text as it would be found on a page. */
export const tight = (text: string): string => text.replace(/\s/gu, '');
