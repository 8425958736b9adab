const languageCodes =
  'am ar az bg bn bs ca cs cy da de el en es et eu fa fi fil fr ga gl gu he hi hr hu hy id is it ja ka kk km kn ko lt lv mk ml mn mr ms my nb ne nl pa pl pt ro ru si sk sl sq sr sv sw ta te th tr uk ur uz vi zh';
const countryCodes =
  'AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN GQ GR GT GW GY HK HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MO MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PR PS PT PW PY QA RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VN VU WS XK YE ZA ZM ZW';

export interface Choice {
  value: string;
  label: string;
}

/** The world's larger languages, called as one's own calls them, in its order. */
export function languageChoices(shown: string): Choice[] {
  return named(languageCodes, shown, 'language');
}

export function countryChoices(shown: string): Choice[] {
  return named(countryCodes, shown, 'region');
}

function named(codes: string, shown: string, type: 'language' | 'region'): Choice[] {
  const names = new Intl.DisplayNames([shown], { type });
  return codes
    .split(' ')
    .map((value) => ({ value, label: capitalised(names.of(value) ?? value, shown) }))
    .sort((a, b) => a.label.localeCompare(b.label, shown));
}

function capitalised(name: string, shown: string): string {
  return name.slice(0, 1).toLocaleUpperCase(shown) + name.slice(1);
}
