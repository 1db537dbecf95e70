/** A repository for an instance as it is: its configuration in files, a pipeline that plans and applies, and a README. */
import { slug } from '../config/repository/file-names.ts';
import type { TextFile } from '../config/repository/split.ts';
import type { Instance } from '../connect/port.ts';
import { printable } from '../report/text/paint.ts';
import type { ExportedFiles } from './export.ts';

/** The systems for which there is a pipeline: where its file is read from in the examples, and where it belongs. */
export const pipelines = {
  github: { example: 'github/connect-sync.yml', path: '.github/workflows/connect-sync.yml' },
  gitlab: { example: 'gitlab/connect-sync.gitlab-ci.yml', path: '.gitlab-ci.yml' },
} as const;

export type PipelineSystem = keyof typeof pipelines;

/** Files with a fixed name, to be looked for before anything is read. */
export const fixedPaths = (system: PipelineSystem | 'none'): readonly string[] => [
  'connect-sync.yaml',
  'roles.yaml',
  'README.md',
  ...(system === 'none' ? [] : [pipelines[system].path]),
];

/** The mark of an instance's first configuration. */
export const usualOwner = ({ alias, id }: Pick<Instance, 'alias' | 'id'>): string => slug(alias ?? '') || id;

export interface Pipeline {
  readonly system: PipelineSystem;
  /** The example's text. */
  readonly text: string;
}

/** All files of the repository. */
export function repositoryFiles(
  { files, grouped }: Pick<ExportedFiles, 'files' | 'grouped'>,
  { instance, pipeline }: { readonly instance: Instance; readonly pipeline: Pipeline | undefined },
): readonly TextFile[] {
  const readme = readmeText(instance, { grouped, pipeline });
  return [...files, { path: 'README.md', text: readme }, ...(pipeline ? [pipelineFile(pipeline, instance)] : [])];
}

function pipelineFile({ system, text }: Pipeline, { region }: Instance): TextFile {
  return { path: pipelines[system].path, text: text.replace(/^( +AWS_REGION: ).*$/m, `$1${region}`) };
}

function readmeText(
  { alias, id, region }: Instance,
  { grouped = '', pipeline }: { readonly grouped: string | undefined; readonly pipeline: Pipeline | undefined },
): string {
  const what = pipeline?.system === 'gitlab' ? 'merge request' : 'pull request';
  const name = printable(alias ?? id).replace(/[`<>\\[\]*_|]/g, '');
  return `# Amazon Connect instance ${name}

These files say who works in the instance \`${id}\` (${region}), and connect-sync keeps it so.
${grouped === '' ? '' : `At first: ${printable(grouped)}\n`}
- \`connect-sync.yaml\` says which instance, what a plan may do, and which files belong to it. Start reading there.
- \`people/\` has the people, \`roles.yaml\` what many of them share; what an entry says itself wins.
- \`connect-sync validate\` checks the files offline, and \`connect-sync plan\` shows what would change.
- ${pipeline ? `Edit on a branch and open a ${what}: the plan comes as a comment, and merging it applies exactly that plan.` : 'Edit, plan, have the plan reviewed, and `connect-sync apply`.'}
`;
}
