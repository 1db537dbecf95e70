export type PredefinedAttributes = {
  readonly values?: readonly string[];
};
