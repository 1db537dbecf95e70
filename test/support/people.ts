/** Configurations of so many people, as files of the built command. */
export const instanceId = '10a4c4eb-f57e-4d4c-b602-bf39176ced07';

export const person = (username: string, more: object = {}) => ({
  ...{ username, firstName: 'First', lastName: username },
  ...{ routingProfile: 'Basic Routing Profile', securityProfiles: ['Agent'] },
  ...more,
});

/** The text of a configuration (JSON is YAML) of these users. */
export const configuration = (users: readonly object[], more: object = {}): string =>
  JSON.stringify({ version: 1, instance: { id: instanceId }, ...more, users });

export const people = (count: number, more: object = {}): readonly object[] =>
  Array.from({ length: count }, (_, index) => person(`agent${index}`, more));
