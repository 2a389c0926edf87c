// Words for the columns of suppliers, besides those of a contact, by field and language.

import type { Aliases } from '../field.js';
import { words as references } from './references.js';

export const words = {
  name: {
    en: ['name', 'company', 'company name', ...references.supplierName.en, 'organisation name', 'organization name', 'legal name', 'business name', 'trading name', 'vendor legal name', 'account name'],
    es: ['nombre', 'empresa', 'razón social', ...references.supplierName.es, 'denominación social', 'nombre de la empresa', 'nombre fiscal'],
    de: ['Name', 'Firma', 'Firmenname', 'Unternehmen', ...references.supplierName.de, 'Firmenbezeichnung', 'Name 1', 'Unternehmensname', 'Name des Unternehmens'],
    fr: ['nom', 'société', 'raison sociale', 'entreprise', ...references.supplierName.fr, 'dénomination sociale', 'nom de la société', 'nom société'],
    sv: ['namn', 'företag', 'företagsnamn', ...references.supplierName.sv, 'organisationsnamn', 'bolagsnamn'],
    it: ['nome', 'azienda', 'ragione sociale', ...references.supplierName.it, 'denominazione', 'denominazione sociale', 'nome azienda'],
    pt: ['nome', 'empresa', 'razão social', ...references.supplierName.pt, 'designação social', 'nome da empresa', 'firma'],
    nl: ['naam', 'bedrijf', 'bedrijfsnaam', ...references.supplierName.nl, 'naam organisatie', 'handelsnaam'],
    pl: ['nazwa', 'firma', 'nazwa firmy', ...references.supplierName.pl, 'nazwa kontrahenta', 'nazwa pełna', 'nazwa przedsiębiorstwa'],
    da: ['navn', 'firma', 'firmanavn', 'virksomhed', ...references.supplierName.da, 'virksomhedsnavn', 'selskabsnavn', 'foretaksnavn'],
    fi: ['nimi', 'yritys', 'yrityksen nimi', ...references.supplierName.fi, 'organisaation nimi', 'toiminimi'],
    cs: ['název', 'firma', 'název firmy', 'společnost', ...references.supplierName.cs, 'obchodní firma', 'název společnosti', 'obchodní jméno'],
  },
} satisfies Readonly<Record<string, Aliases>>;
