import { type DoctorOptions, examine } from '../../app/doctor/doctor.ts';
import { isFine } from '../../base/checkup.ts';
import { type ExitCode, exit } from '../../report/exit-codes.ts';
import { checkupDocument } from '../../report/json/checkup-json.ts';
import { documentText } from '../../report/json/json-text.ts';
import { makeMask, noMask } from '../../report/mask.ts';
import { checkupText } from '../../report/text/answers/checkup-text.ts';
import { makePaint } from '../../report/text/paint.ts';
import { hostOf } from '../log.ts';
import type { Format } from '../report-failure.ts';
import { whileWorking } from '../working.ts';
import { type World, widthOf } from '../world.ts';

/** Checks what a command depends on, and writes nothing. */
export async function doctor(
  options: DoctorOptions & { readonly format: Format; readonly mask?: boolean },
  world: World,
): Promise<ExitCode> {
  const mask = options.mask ? makeMask() : noMask;
  const working = whileWorking(world, () => 'Checking …');
  const checks = mask(await examine(options, await hostOf(world)).finally(working.stop));
  world.out(
    options.format === 'json'
      ? documentText(checkupDocument(checks))
      : checkupText(checks, makePaint(world.colour.out), widthOf(world)),
  );
  return isFine(checks) ? exit.success : exit.unexpected;
}
