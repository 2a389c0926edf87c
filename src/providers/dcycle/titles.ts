// Titles of operations in Dcycle's documentation that differ from our names, to match an OpenAPI document.

export const titles: Readonly<Record<string, readonly string[]>> = {
  logIn: ['Login', 'Log in'],
  uploadPurchases: ['Bulk upload purchases', 'Upload purchases in bulk', 'Bulk CSV upload of purchases'],
  listExistingCountrySales: ['Existing Country Sales'],
  listPeriods: ['List sold product periods', 'List product periods'],
  checkPeriodOverlap: ['Check sold product period overlap', 'Check overlap of periods'],
  deletePeriod: ['Delete sold product period', 'Delete product period'],
  listPeriodCountrySales: [
    'Period Country Sales',
    'Get country sales of a period',
    'Get sold product period country sales',
  ],
  listPeriodEmissions: ['Period Emissions', 'Get emissions of a period', 'Get sold product period emissions'],
  getImportTemplate: ['Get template'],
  createImport: ['Create import session', 'Create session'],
  listImports: ['List import sessions', 'List sessions'],
  suggestImportMapping: ['Suggest mapping'],
  confirmImportMapping: ['Confirm mapping', 'Save mapping'],
  listImportValues: ['Get unique values', 'Unique values'],
  validateImport: ['Validate import session'],
  listImportRows: ['Get import rows'],
  correctImportRows: ['Patch import rows', 'Update import rows'],
  submitImport: ['Submit import session'],
};
