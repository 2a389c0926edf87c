// Stops at options, config files, settings and credentials.

import type { StopType } from './stop-type.js';

export const settingStops = {
  USAGE: {
    kind: 'usage',
    quotes: true,
    meaning: 'The command line cannot be understood, or an option has a value that it cannot have.',
    example: '--rate: expected more than 0, got "-1"',
    fix: 'Correct the option. carbonsheet COMMAND --help shows the options.',
  },
  CONFIG: {
    kind: 'usage',
    meaning: 'The config file cannot be read, or holds something that it cannot hold.',
    example: 'carbonsheet.yaml, version: expected version 1, got none',
    fix: 'Correct the place that the message names.',
  },
  NO_CONFIG: {
    kind: 'usage',
    meaning: 'The folder has no config file to trust.',
    example: 'there is no config file in this folder',
    fix: 'Name one: carbonsheet trust FILE.',
  },
  CONFIG_NOT_TRUSTED: {
    kind: 'usage',
    meaning:
      'The config file was found in this folder, not named by you, and asks for something that needs your trust.',
    example: 'carbonsheet.yaml was found in this folder and is not trusted: profiles.sweden is not used',
    fix: 'Read the file, then run carbonsheet trust FILE, or name it each time with --config FILE.',
  },
  CONFIG_NOT_OWN: {
    kind: 'usage',
    meaning: 'Somebody else owns the config file or can change it.',
    example: 'carbonsheet.yaml holds profiles.sweden, and everybody may change it: it is not used',
    fix: 'Make the file your own: chmod go-w FILE.',
  },
  SECRET_IN_CONFIG: {
    kind: 'usage',
    meaning: 'A profile holds a secret in clear text.',
    example: 'profile "sweden" holds the secret DCYCLE_API_KEY itself',
    fix: 'Write DCYCLE_API_KEY: { env: NAME_OF_THE_VARIABLE } or { command: "…" } instead.',
  },
  SECRET_COMMAND: {
    kind: 'usage',
    meaning: 'The command that should print a secret failed.',
    example: 'the command for DCYCLE_API_KEY of profile "sweden" ended with code 1',
    fix: 'Run the command by itself: it must print the secret as its first line, and end with code 0.',
  },
  NO_TERMINAL: {
    kind: 'usage',
    meaning: 'A profile asks for a secret, and nobody can be asked because there is no terminal.',
    example: 'profile "sweden" asks for DCYCLE_API_KEY, and there is no terminal to ask at',
    fix: 'Read it from a variable instead: DCYCLE_API_KEY: { env: NAME_OF_THE_VARIABLE }.',
  },
  VARIABLE_NOT_SET: {
    kind: 'usage',
    meaning: 'A profile reads a setting from an environment variable that is not set.',
    example: 'profile "sweden" reads DCYCLE_API_KEY from the variable DCYCLE_KEY_SWEDEN, which is not set',
    fix: 'Set the variable in the environment.',
  },
  NO_SUCH_PROFILE: {
    kind: 'usage',
    meaning: 'The config file has no profile of this name.',
    example: 'there is no profile "swden" in the config file; it has: sweden, spain',
    fix: 'Use one of the names that the message lists.',
  },
  MISSING_SETTING: {
    kind: 'usage',
    meaning: 'A setting of the service is missing.',
    example: 'Dcycle needs DCYCLE_API_KEY, which is not set',
    fix: 'Set it in the environment, or in a profile of the config file.',
  },
  BAD_SETTING: {
    kind: 'usage',
    meaning: 'A setting of the service has a value that it cannot have.',
    example: 'DCYCLE_BASE_URL must be a URL such as https://api.example.com, got "api"',
    fix: 'Correct the setting.',
  },
  INSECURE_ADDRESS: {
    kind: 'usage',
    meaning: 'The address of a service does not begin with https://.',
    example: 'DCYCLE_BASE_URL must begin with https://: credentials are never sent in clear text',
    fix: 'Use the https:// address of the service.',
  },
  BAD_PROXY: {
    kind: 'usage',
    meaning: 'A proxy variable does not hold an address.',
    example: 'HTTPS_PROXY must be the address of a proxy, such as http://proxy.example.com:8080',
    fix: 'Correct the variable, or unset it.',
  },
  BAD_CA_FILE: {
    kind: 'usage',
    meaning: 'The file of --ca-file holds no certificate that can be read.',
    example: 'company.pem holds no certificate',
    fix: 'Give a file with certificates as text (PEM): -----BEGIN CERTIFICATE----- …',
  },
  OPENAPI: {
    kind: 'usage',
    meaning: 'The API document cannot be used.',
    example: 'api.yaml is not an OpenAPI document: it has no paths',
    fix: 'Download OpenAPI 3 or Swagger 2.0 as JSON or YAML from the documentation of the service.',
  },
  UNKNOWN_ROUTE: {
    kind: 'usage',
    meaning: 'The config file overrides a route that does not exist.',
    example: 'the configuration overrides "listPurchase", but dcycle has no such route',
    fix: 'Use a name that carbonsheet routes lists.',
  },
  BAD_ROUTE: {
    kind: 'usage',
    meaning: 'An overriding path does not have the placeholders of the original one.',
    example: 'the path /purchases/{id} for dcycle listPurchases does not have the placeholders of /purchases',
    fix: 'Write the same number of {placeholders}, in the same order.',
  },
  TRUST_FOLDER: {
    kind: 'output',
    meaning: 'The folder that remembers trusted config files cannot be used.',
    example: '/home/ana/.local/state/carbonsheet/trusted cannot be used: others may write to it',
    fix: 'Name another folder, for you alone, in the environment variable CARBONSHEET_STATE_DIR.',
  },
  NO_SUCH_CODE: {
    kind: 'usage',
    meaning: 'There is no problem or stop code of this name.',
    example: 'there is no code "NOT_A_NUMBR"',
    fix: 'carbonsheet explain lists all codes.',
  },
} as const satisfies Record<string, StopType>;
