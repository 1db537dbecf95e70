/** Why a data file cannot be used. The file was left as it is. */
export class DataFileError extends Error {
  override readonly name = 'DataFileError';
}
