import iconv from 'iconv-lite';

/** Whether there is such an encoding. */
export const isEncoding = (name: string): boolean => iconv.encodingExists(name);
