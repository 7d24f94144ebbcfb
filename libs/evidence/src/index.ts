export { canonicalJson, parseCanonical } from './canonical-json.js';
export type { CanonicalFault } from './canonical-json.js';
export { Sha256Stream, sha256Hex } from './sha256.js';
export {
  BUNDLE_FORMAT, DATA_FILES, JSON_FILES, REQUIRED_FILES, SIZE_LIMITS, TAG_FILES, bundleFolder, isBundleFile, isPayload, sizeLimit,
} from './bundle-layout.js';
export type { JsonFile } from './bundle-layout.js';
export { BAGIT_TEXT, bagInfoText, manifestText, parseManifest, payloadManifest, tagManifest } from './bag-texts.js';
export type { BagFacts, Digests } from './bag-texts.js';
export { generateSigningKey, importSigningKey, keyIdOf, readTrustedKey } from './signing-key.js';
export type { KeyFault, PrivateKeyJwk, PublicKeyJwk, SigningKey } from './signing-key.js';
export { signBundle, verifySignature } from './bundle-signature.js';
export type { SignatureFault, SignedDigests, VerifiedSignature } from './bundle-signature.js';
export { FINDINGS, describeFinding, finding } from './findings.js';
export type { Finding, FindingCode, FindingDetail } from './findings.js';
export { checkBag } from './check-bag.js';
export type { AsyncBagReader, BagCheckOptions, CheckedBag } from './check-bag.js';
export { readContents } from './bundle-contents.js';
export type { BundleContents } from './bundle-contents.js';
export { readReport } from './bundle-schemas.js';
export type { BundleInputs, DefinitionData, ExtractFacts, ReportedStatement } from './bundle-schemas.js';
export { definitionData, definitionsOf } from './definition-data.js';
export { compareCodePoints, readCheckedExtract } from './extract-check.js';
export type { ExtractPage, ExtractSource } from './extract-source.js';
export { unexplainedMinutes } from './heartbeat-hours.js';
export { RECOMPUTE_BOUNDS, tooLarge } from './recompute-bounds.js';
export { checkAgreement, differences, recompute } from './recompute.js';
export type { BundleFrame, Recomputation } from './recompute.js';
