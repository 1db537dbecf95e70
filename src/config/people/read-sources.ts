/** All sources of a configuration, from their files to people. */

import { dirname, isAbsolute, join, normalize } from 'node:path';
import type { Code } from '../../base/codes.ts';
import type { Diagnostic, SourceSpan } from '../../base/diagnostic.ts';
import { isMap, type Json, present } from '../../base/json.ts';
import { quote } from '../../base/text-rules.ts';
import type { Age } from '../../plan/model/person.ts';
import { type Bounds, explainFailure, type FileSystem, failureCode, readBytes } from '../files/file-access.ts';
import type { SourceFile } from '../files/source-file.ts';
import { readExport, sortOf } from '../sources/read-source.ts';
import type { PassedOver } from './passed-over.ts';
import { peopleOf } from './people.ts';
import type { Mapping, Person } from './person.ts';
import { readSettings, type SourceSettings } from './settings.ts';

/** One source and the people that it makes. */
export interface Sourced {
  /** As the user would name it. */
  readonly file: string;
  readonly settings: SourceSettings;
  readonly people: readonly Person[];
  /** Keys of the records that `where` leaves out. */
  readonly leftOut: ReadonlySet<string>;
  /** Records of somebody with this name that do not count. */
  readonly passedOver: (name: string) => readonly PassedOver[];
  readonly age?: Age;
}

export interface SourcesRead {
  readonly sources: readonly Sourced[];
  /** False where a source could not be read: a record that seems to be missing may be there. */
  readonly complete: boolean;
  readonly diagnostics: readonly Diagnostic[];
  /** Exports that were opened, in order, as the user would name them. */
  readonly files: readonly string[];
}

export interface SourcesContext {
  readonly system: FileSystem;
  readonly bounds: Bounds;
  readonly mapping: Mapping;
}

/** `files` with what the schema found in each: an entry with a mistake is left out. */
export async function readSources(
  files: readonly { readonly source: SourceFile; readonly broken: ReadonlySet<string> }[],
  { system, bounds, mapping }: SourcesContext,
): Promise<SourcesRead> {
  const sources: Sourced[] = [];
  const diagnostics: (readonly Diagnostic[])[] = [];
  const opened: string[] = [];
  let complete = true;

  async function read(config: SourceFile, entry: { readonly [name: string]: Json }, index: number): Promise<void> {
    const path = ['sources', index];
    const { settings, diagnostics: found } = readSettings(entry, {
      config,
      path,
      tables: new Set(mapping.tables.keys()),
    });
    diagnostics.push(found);
    const here = config.at([...path, 'file']);
    const fail = (code: Code, message: string, source: SourceSpan = here): void => {
      complete = false;
      diagnostics.push([{ severity: 'error', code, message, source }]);
    };
    const file = isAbsolute(settings.file) ? normalize(settings.file) : join(dirname(config.file), settings.file);
    if (sortOf(file) === undefined) {
      return fail(
        'unknown-export',
        `${quote(settings.file)} is no export that can be read; it has to end in .json, .yaml or .csv.`,
      );
    }
    if (await bounds.leadsOutside(file)) {
      return fail(
        'source-outside',
        `${quote(settings.file)} leads out of the configuration's folder; move it there, or allow it with --allow-outside-includes.`,
      );
    }
    let bytes: Uint8Array;
    try {
      bytes = await readBytes(file, system);
    } catch (error) {
      const code = failureCode(error);
      if (code === undefined) throw error;
      const [name, message] = explainFailure(code);
      return fail(
        name === 'file-not-found' ? 'source-not-found' : name,
        name === 'file-not-found'
          ? `There is no file ${quote(file)}; the path is relative to ${config.file}.`
          : message,
      );
    }
    if (!opened.includes(file)) opened.push(file);
    const exported = readExport(bytes, { ...settings, file });
    diagnostics.push(exported.diagnostics);
    if (!exported.read) {
      complete = false;
      return;
    }
    const people = peopleOf(exported.read, settings, mapping);
    diagnostics.push(people.diagnostics);
    const { people: all, leftOut, passedOver, age } = people;
    sources.push({ file, settings, people: all, leftOut, passedOver, ...present({ age }) });
  }

  for (const { source, broken } of files) {
    const { value } = source.document;
    const section = isMap(value) ? value['sources'] : undefined;
    if (!Array.isArray(section)) continue;
    for (const [index, entry] of section.entries()) {
      if (isMap(entry as Json) && !broken.has(`sources/${index}`)) await read(source, entry, index);
      else complete = false;
    }
  }
  return { sources, complete, diagnostics: diagnostics.flat(), files: opened };
}
