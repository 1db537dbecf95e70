import type { ExitCode } from '../../../report/exit-codes.ts';
import type { World } from '../../world.ts';
import { demoContactCentre } from './contact-centre.ts';
import { demoQuickstart } from './quickstart.ts';

export const demos = ['quickstart', 'contact-centre'] as const;

/** A story against an emulator of its own: no AWS account, no credentials, nothing kept. */
export const demo = (name: (typeof demos)[number], world: World): Promise<ExitCode> =>
  name === 'quickstart' ? demoQuickstart(world) : demoContactCentre(world);
