import { useTexts } from '../i18n/language-context.js';
import { Empty } from '../ui/states.js';

/** Stands where a contract would have to be first. */
export const NoContract = () => <Empty title={useTexts().project.noContract} />;
