import type { ComputedIndicator, IndicatorDefinition } from './indicator.js';
import { airQualityGoodDays } from './air-quality-good-days.indicator.js';
import { busRemoteMonitoring } from './bus-remote-monitoring.indicator.js';
import { distributionEfficiencyGain } from './distribution-efficiency-gain.indicator.js';
import { chronicDiseaseMonitoring } from './chronic-disease-monitoring.indicator.js';
import { remoteAcquisition } from './remote-acquisition.indicator.js';
import { storageAndAnalysis } from './storage-and-analysis.indicator.js';
import { transmission } from './transmission.indicator.js';
import { trialOperation } from './trial-operation.indicator.js';
import { operatingCostReduction } from './operating-cost-reduction.indicator.js';
import { remoteManagementCoverage } from './remote-management-coverage.indicator.js';
import { smartAquacultureRatio } from './smart-aquaculture-ratio.indicator.js';
import { smartFacilityPlantingRatio } from './smart-facility-planting-ratio.indicator.js';
import { smartLivestockFarmRatio } from './smart-livestock-farm-ratio.indicator.js';
import { developmentCycleReduction } from './development-cycle-reduction.indicator.js';
import { digitalRdToolPenetration } from './digital-rd-tool-penetration.indicator.js';
import { integratedItApplication } from './integrated-it-application.indicator.js';
import { keyProcessNcRate } from './key-process-nc-rate.indicator.js';
import { smartFactoryPenetration } from './smart-factory-penetration.indicator.js';
import { benefitCostReduction } from './benefit-cost-reduction.indicator.js';
import { benefitProductionEfficiency } from './benefit-production-efficiency.indicator.js';
import { enterpriseUsers } from './enterprise-users.indicator.js';
import { registeredUsers } from './registered-users.indicator.js';
import { cloudSoftware } from './cloud-software.indicator.js';
import { connectedEquipment } from './connected-equipment.indicator.js';
import { defectRateReduction } from './defect-rate-reduction.indicator.js';
import { energyUtilisationGain } from './energy-utilisation-gain.indicator.js';
import { fisheryOxygenCompliance } from './fishery-oxygen-compliance.indicator.js';
import { industrialApps } from './industrial-apps.indicator.js';
import { industryApps } from './industry-apps.indicator.js';
import { intelligentEquipmentRatio } from './intelligent-equipment-ratio.indicator.js';
import { ipApplications } from './ip-applications.indicator.js';
import { DESIGNATED_INDICATORS } from './portfolio/designated.indicators.js';
import { mechanismModels } from './mechanism-models.indicator.js';
import { monitoringValidHours } from './monitoring-valid-hours.indicator.js';
import { networkedDeviceRatio } from './networked-device-ratio.indicator.js';
import { newEconomicBenefit } from './new-economic-benefit.indicator.js';
import { overallEquipmentEffectiveness } from './overall-equipment-effectiveness.indicator.js';
import { processDataPoints } from './process-data-points.indicator.js';
import { productionEfficiencyGain } from './production-efficiency-gain.indicator.js';
import { seaWaterClass } from './sea-water-class.indicator.js';
import { softwareCopyrights } from './software-copyrights.indicator.js';
import { standards } from './standards.indicator.js';
import { automaticAssessment } from './automatic-assessment.indicator.js';
import { batchTraceability } from './batch-traceability.indicator.js';
import { seedTraceability } from './seed-traceability.indicator.js';
import { traceabilityBases } from './traceability-bases.indicator.js';
import { systemComplete } from './system-complete.indicator.js';
import { surfaceWaterClass } from './surface-water-class.indicator.js';

/** The indicators that this version computes, in the order in which people read them. */
export const COMPUTED_INDICATORS: readonly ComputedIndicator[] = [
  networkedDeviceRatio, intelligentEquipmentRatio, connectedEquipment, processDataPoints,
  productionEfficiencyGain, overallEquipmentEffectiveness, defectRateReduction, energyUtilisationGain, newEconomicBenefit,
  operatingCostReduction, distributionEfficiencyGain, remoteManagementCoverage,
  busRemoteMonitoring, smartLivestockFarmRatio, smartFacilityPlantingRatio, smartAquacultureRatio,
  remoteAcquisition, transmission, storageAndAnalysis, trialOperation, chronicDiseaseMonitoring,
  airQualityGoodDays, monitoringValidHours, surfaceWaterClass, seaWaterClass, fisheryOxygenCompliance,
  systemComplete, ipApplications, standards, softwareCopyrights, industryApps, industrialApps, cloudSoftware, mechanismModels,
  registeredUsers, enterpriseUsers, benefitCostReduction, benefitProductionEfficiency,
  developmentCycleReduction, digitalRdToolPenetration, keyProcessNcRate, integratedItApplication, smartFactoryPenetration,
  batchTraceability, seedTraceability, traceabilityBases, automaticAssessment,
];

/** Every indicator of the programmes, computed or not. */
export const INDICATORS: readonly IndicatorDefinition[] = [
  ...COMPUTED_INDICATORS, ...DESIGNATED_INDICATORS,
];

const BY_ID = new Map(INDICATORS.map((definition) => [definition.id, definition]));

/** The definition of an indicator id; undefined when the catalogue has none. */
export const findIndicator = (id: string): IndicatorDefinition | undefined => BY_ID.get(id);

/** `document place`, as clauses are written in contracts and tables. */
export const clauseText = ({ clause }: Pick<IndicatorDefinition, 'clause'>): string => `${clause.document} ${clause.place}`;
