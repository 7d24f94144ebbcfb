import { MONEY_UNITS } from '@yanshou/catalogue';
import type { MoneyUnit } from '@yanshou/catalogue';
import { z } from 'zod';

/** Decimal text with its unit: no amount without one, none as a binary number. */
export const amount = z.strictObject({
  amount: z.string().regex(/^\d{1,15}(?:\.\d{1,10})?$/), unit: z.enum(Object.keys(MONEY_UNITS) as [MoneyUnit, ...MoneyUnit[]]),
}).meta({ id: 'Amount', example: { amount: '299.999999', unit: '万元' } });
