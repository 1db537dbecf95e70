/** The sections `tables` of all files, as one set of tables. */
import { type Diagnostic, formatSpan } from '../../base/diagnostic.ts';
import { isMap, type Json } from '../../base/json.ts';
import { type SourceFile, spanOf } from '../files/source-file.ts';
import type { LookupTable, LookupTables } from './expressions/filters.ts';

export interface TablesRead {
  readonly tables: LookupTables;
  readonly diagnostics: readonly Diagnostic[];
}

export function readTables(files: readonly SourceFile[]): TablesRead {
  const tables = new Map<string, LookupTable>();
  const places = new Map<string, string>();
  const diagnostics: Diagnostic[] = [];
  for (const file of files) {
    const { value } = file.document;
    const section = isMap(value) ? value['tables'] : undefined;
    if (!isMap(section)) continue;
    for (const [name, entries] of Object.entries(section)) {
      const span = spanOf(file, ['tables', name], 'key');
      const first = places.get(name);
      if (first !== undefined) {
        const message = `The table ${JSON.stringify(name)} is written twice: here and at ${first}.`;
        diagnostics.push({ severity: 'error', code: 'duplicate-table', message, source: span });
        continue;
      }
      places.set(name, formatSpan(span));
      tables.set(name, new Map<string, Json>(isMap(entries) ? Object.entries(entries) : []));
    }
  }
  return { tables, diagnostics };
}
