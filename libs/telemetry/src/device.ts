/** Kinds of assets: only production, test and handling equipment counts as equipment of a workshop (S000). */
export const ASSET_KINDS = ['production', 'test', 'handling', 'sensor', 'gateway', 'computer', 'camera', 'farm', 'vehicle', 'station', 'wearable'] as const;
export type AssetKind = (typeof ASSET_KINDS)[number];

const EQUIPMENT: ReadonlySet<AssetKind> = new Set<AssetKind>(['production', 'test', 'handling', 'farm', 'vehicle', 'station', 'wearable']);
export const isEquipment = (kind: AssetKind): boolean => EQUIPMENT.has(kind);

/** Project, device and gateway ids are one MQTT topic level each. */
export const PRINCIPAL_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
