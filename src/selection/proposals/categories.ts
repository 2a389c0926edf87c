// What a ledger holds beside purchased goods and services, with the words that name it in twelve languages. A word ending in `*` may
// go on; all are folded. Numbers of accounts are in charts.ts.

/** What to propose: `exclude` what no purchase is, `ask` about emissions that may belong to another category. */
export type Proposed = 'exclude' | 'ask';

/** A kind of posting. */
export interface PostingCategory {
  /** The name of its rule. */
  readonly name: string;
  /** As it stands in a sentence: `rows look like wages`. */
  readonly called: string;
  readonly action: Proposed;
  /** Why the rows are no purchases, or may belong elsewhere; also the reason of the rule. */
  readonly because: string;
  /** Whether a posting text or the name of a product may say it, too: words that name no product. */
  readonly inTexts: boolean;
  readonly words: string;
  /** Words that name a purchase all the same. */
  readonly except?: string;
}

const WAGES =
  'wage wages salary salaries staff_costs personnel_costs personnel_expenses personnel_expense payroll social_security pension_contributions employer_contributions ' +
  'lohn lohne loehne gehalt gehalter gehaelter lohnaufwand lohnkosten personalkosten personalaufwand sozialabgaben sozialversicherung sozialaufwand lohnsteuer ' +
  'nomina nominas sueldo sueldos salario salarios sueldos_y_salarios seguridad_social gastos_de_personal ' +
  'salaire salaires remuneration_du_personnel remunerations_du_personnel charges_sociales charges_de_personnel cotisations_sociales urssaf ' +
  'lon loner lonekostnad* personalkostnad* arbetsgivaravgift* sociala_avgifter semesterlon* ' +
  'salari stipendi salari_e_stipendi oneri_sociali costo_del_personale costi_del_personale contributi_previdenziali tfr ' +
  'salarios vencimentos ordenados gastos_com_o_pessoal despesas_com_pessoal encargos_sociais remuneracoes ' +
  'lonen salaris salarissen lonen_en_salarissen personeelskosten sociale_lasten loonkosten ' +
  'wynagrodzenie wynagrodzenia pensje ubezpieczenia_spoleczne skladki_zus zus ' +
  'lonninger lonudgift* lonomkostning* lonnskostnad* lonn arbeidsgiveravgift* gager personaleomkostning* feriepenge feriepenger ' +
  'palkka palkat palkkakulut henkilostokulut sosiaalikulut elakekulut sosiaaliturvamaksut ' +
  'mzda mzdy mzdove_naklady socialni_pojisteni zdravotni_pojisteni osobni_naklady platy';

const DEPRECIATION =
  'depreciation amortisation amortization abschreibung abschreibungen afa amortizacion amortizaciones amortissement amortissements ' +
  'dotation_aux_amortissements dotations_aux_amortissements avskrivning* ammortamento ammortamenti amortizacao amortizacoes depreciacao depreciacoes ' +
  'afschrijving afschrijvingen amortyzacja afskrivning* poisto poistot odpis odpisy odpisy_majetku';

const INTERCOMPANY =
  'intercompany inter_company intragroup intra_group group_recharge group_recharges management_recharge konzernverrechnung konzernumlage konzernumlagen ' +
  'verbundene_unternehmen verbundenen_unternehmen innerkonzernlich* intragrupo empresas_del_grupo intragroupe societes_du_groupe ' +
  'koncernintern* koncernbidrag infragruppo societa_del_gruppo empresas_do_grupo intercompanyverrekening groepsmaatschappijen ' +
  'wewnatrzgrupowe jednostki_powiazane konserninter* konsernbidrag konsernin_sisai* sisaiset_veloitukset vnitroskupinove sprizneni_osoby spriznene_osoby';

const TAXES =
  'tax taxes vat customs_duty customs_duties import_duty import_duties business_rates court_fees ' +
  'gewerbesteuer grundsteuer korperschaftsteuer koerperschaftsteuer kfz_steuer umsatzsteuer mehrwertsteuer vorsteuer einfuhrumsatzsteuer steuern betriebliche_steuern zolle zoelle gebuhren_und_abgaben ' +
  'impuesto impuestos tributos tasas_e_impuestos aranceles impot impots impots_et_taxes taxes_fonciere taxe_fonciere droits_de_douane ' +
  'skatt skatter fastighetsskatt tullavgift* imposta imposte imposte_e_tasse dazi_doganali imu imposto impostos impostos_e_taxas taxas_aduaneiras ' +
  'belasting belastingen onroerendezaakbelasting invoerrechten podatek podatki podatki_i_oplaty clo skat skatter ejendomsskat* toldafgift* moms eiendomsskatt ' +
  'verot kiinteistovero tulovero tullimaksut dan_z_prijmu dan_z_nemovitosti dane_a_poplatky';

const INTEREST =
  'interest interest_expense bank_charges bank_charge bank_fees bank_fee loan_repayment exchange_loss exchange_losses exchange_differences ' +
  'zins zinsen zinsaufwand zinsaufwendungen bankgebuhren bankgebuehren bankspesen nebenkosten_des_geldverkehrs kursverluste kursdifferenzen darlehen tilgung ' +
  'interes intereses gastos_financieros comisiones_bancarias gastos_bancarios diferencias_de_cambio interet interets frais_bancaires charges_financieres services_bancaires ' +
  'ranta rantor rantekostnad* bankavgift* bankkostnad* valutakursforlust* interessi_passivi oneri_finanziari commissioni_bancarie spese_bancarie ' +
  'juros juros_suportados encargos_financeiros comissoes_bancarias despesas_bancarias rente rentelasten rentekosten bankkosten koersverschillen ' +
  'odsetki oplaty_bankowe prowizje_bankowe roznice_kursowe renteudgift* renteomkostning* bankgebyr* rentekostnad* ' +
  'korko korot korkokulut pankkikulut kurssitappiot uroky urok bankovni_poplatky kurzove_ztraty';

const PROVISIONS =
  'provisions provision_for bad_debt bad_debts write_off write_offs allowance_for_doubtful_debts accruals ruckstellung ruckstellungen rueckstellung rueckstellungen ' +
  'forderungsverlust* wertberichtigung* forderungsausfall* provision_para provisiones deterioro perdidas_por_deterioro dotation_aux_provisions dotations_aux_provisions creances_irrecouvrables ' +
  'avsattning avsattningar kundforlust* accantonamento accantonamenti svalutazione_crediti perdite_su_crediti provisoes imparidades creditos_incobraveis ' +
  'voorziening voorzieningen oninbare_vorderingen rezerwy odpisy_aktualizujace hensaettelse* hensattelse* tab_pa_debitorer tap_pa_fordringer avsetning* ' +
  'varaus varaukset luottotappiot rezervy opravne_polozky odpis_pohledavek';

const RENT =
  'rent rents rental_of_premises office_rent lease_of_premises leasing miete mieten raumkosten buromiete bueromiete mietaufwand pacht pachten mietkosten ' +
  'alquiler alquileres arrendamiento arrendamientos loyer loyers locations_immobilieres hyra hyror lokalhyra lokalhyror affitto affitti locazione locazioni canoni_di_locazione ' +
  'renda rendas rendas_e_alugueres aluguer alugueres huur huren huurkosten huisvestingskosten czynsz czynsze najem husleje lokaleleje leieutgift* husleie leie_lokaler ' +
  'vuokra vuokrat toimitilavuokra* najem najemne';

const INSURANCE =
  'insurance insurances insurance_premium insurance_premiums versicherung versicherungen versicherungsbeitrag* kfz_versicherung seguro seguros primas_de_seguros ' +
  'assurance assurances primes_d_assurance forsakring forsakringar foretagsforsakring* assicurazione assicurazioni premi_assicurativi ' +
  'verzekering verzekeringen ubezpieczenie ubezpieczenia ubezpieczenia_majatkowe forsikring forsikringer vakuutus vakuutukset vakuutusmaksut pojisteni pojistne';

const FREIGHT =
  'freight carriage shipping haulage freight_out freight_in outbound_freight inbound_freight fracht frachten frachtkosten ausgangsfrachten eingangsfrachten transportkosten speditionskosten ' +
  'bezugsnebenkosten fletes flete transportes portes gastos_de_transporte transports_de_biens transports_sur_achats transports_sur_ventes frais_de_transport ' +
  'frakt frakter fraktkostnad* transportkostnad* trasporti spese_di_trasporto trasporti_su_acquisti trasporti_su_vendite fretes transporte_de_mercadorias ' +
  'vracht vrachtkosten transportkosten fracht_i_transport uslugi_transportowe koszty_transportu fragt fragtomkostning* fraktutgift* rahti rahdit rahtikulut kuljetuskulut prepravne doprava naklady_na_dopravu';

const TRAVEL =
  'travel travelling travel_expenses business_travel flights airfare hotel hotels accommodation mileage taxi subsistence reisekosten reisekosten_arbeitnehmer reisekosten_unternehmer fahrtkosten ubernachtung* uebernachtung* dienstreisen ' +
  'viajes gastos_de_viaje desplazamientos dietas alojamiento voyages_et_deplacements deplacements frais_de_deplacement frais_de_mission indemnites_kilometriques ' +
  'resor resekostnad* reseersattning* logi bilersattning* viaggi trasferte spese_di_viaggio viaggi_e_trasferte deslocacoes_e_estadas viagens despesas_de_viagem ajudas_de_custo ' +
  'reiskosten reizen verblijfkosten podroze_sluzbowe delegacje koszty_podrozy rejser rejseudgift* rejseomkostning* reisekostnad* reiseutgift* diett ' +
  'matkakulut matkat paivarahat kilometrikorvaukset cestovne cestovni_nahrady sluzebni_cesty';

const ENERGY =
  'energy electricity heating natural_gas district_heating utilities gas_and_electricity heat_light_and_power power_and_heating strom stromkosten heizung heizkosten gas_strom_wasser gas_strom_und_wasser energiekosten energie fernwarme fernwaerme erdgas ' +
  'electricidad suministros energia_electrica gas_natural calefaccion electricite energie_electrique fournitures_non_stockables chauffage ' +
  'elkostnad* elforbrukning elavgift* fjarrvarme uppvarmning energikostnad* energia energia_elettrica riscaldamento utenze eletricidade ' +
  'elektriciteit gas_water_licht energiekosten stadsverwarming energia_elektryczna prad ogrzewanie gaz_ziemny elforbrug fjernvarme varme stromutgift* oppvarming ' +
  'sahko sahkokulut lammitys kaukolampo energiakulut elektrina elektricka_energie vytapeni plyn spotreba_energie';

const DONATIONS =
  'donation donations charitable_donations sponsorship gifts_to_charity spende spenden zuwendungen donacion donaciones donativo donativos dons mecenat dons_et_mecenat ' +
  'gava gavor sponsring donazioni erogazioni_liberali liberalita donativo donativos doacoes donatie donaties giften darowizna darowizny gaver_til_velgorenhed donationer gaver ' +
  'lahjoitus lahjoitukset dary darovani';

/** In the order in which they are looked for. */
export const postingCategories: readonly PostingCategory[] = [
  {
    name: 'Depreciation',
    called: 'depreciation',
    action: 'exclude',
    because: 'the goods were counted when they were bought',
    inTexts: true,
    words: DEPRECIATION,
    except: 'aktualizujace pohledavek pohledavky',
  },
  {
    name: 'Wages',
    called: 'wages and social security',
    action: 'exclude',
    because: 'they are no purchased goods or services',
    inTexts: true,
    words: WAGES,
    except:
      'payroll_service* payroll_software payroll_provider* payroll_processing salary_survey* lohn_und_gehaltsabrechnung lohnabrechnung lohnbuchhaltung software',
  },
  {
    name: 'Intercompany',
    called: 'intercompany postings',
    action: 'exclude',
    because: 'the other company of the group counts them',
    inTexts: true,
    words: INTERCOMPANY,
  },
  {
    name: 'Taxes',
    called: 'taxes and duties',
    action: 'exclude',
    because: 'they are no purchased goods or services',
    inTexts: true,
    words: TAXES,
    except:
      'tax_advice tax_advis* tax_consult* tax_service* tax_software tax_return* tax_free steuerberat* asesoria conseil* consulen* advies radgivning konsult* neuvonta poradenstvi doradztwo excl* ex_vat',
  },
  {
    name: 'Interest and bank',
    called: 'interest and bank charges',
    action: 'exclude',
    because: 'money that is lent or paid back is no purchase; bank fees are hardly any emissions',
    inTexts: true,
    words: INTEREST,
  },
  {
    name: 'Provisions',
    called: 'provisions and write-offs',
    action: 'exclude',
    because: 'nothing was bought',
    inTexts: true,
    words: PROVISIONS,
  },
  {
    name: 'Donations',
    called: 'donations',
    action: 'ask',
    because: 'they may buy nothing',
    inTexts: false,
    words: DONATIONS,
  },
  {
    name: 'Rent',
    called: 'rent',
    action: 'ask',
    because: 'leased assets are scope 3, category 8, or scope 1 and 2',
    inTexts: true,
    words: RENT,
    except: 'car bil auto rent_a_car mietwagen coche voiture',
  },
  {
    name: 'Insurance',
    called: 'insurance',
    action: 'ask',
    because: 'premiums are a purchased service of few emissions',
    inTexts: true,
    words: INSURANCE,
  },
  {
    name: 'Freight',
    called: 'freight',
    action: 'ask',
    because: 'transport is scope 3, category 4 or 9',
    inTexts: false,
    words: FREIGHT,
  },
  {
    name: 'Travel',
    called: 'business travel',
    action: 'ask',
    because: 'travel is scope 3, category 6',
    inTexts: false,
    words: TRAVEL,
  },
  {
    name: 'Energy',
    called: 'energy',
    action: 'ask',
    because: 'energy is scope 1 or 2, and counted there by its amount',
    inTexts: false,
    words: ENERGY,
  },
];
