import type { Json } from '../../base/json.ts';
import type { PlanDocument } from '../../plan/model/plan-file.ts';
import { type Mask, noMask } from '../mask.ts';

/** A plan as it is printed: under `--mask` it says so, and its digest is still that of the plan as it is. */
export const maskedPlan = (document: PlanDocument, mask: Mask): PlanDocument & { readonly [name: string]: Json } =>
  mask === noMask ? document : { ...mask(document), digest: document.digest, masked: true };
