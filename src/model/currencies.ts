/** The currencies in use, by their ISO 4217 codes. */
export const currencies: ReadonlySet<string> = new Set(
  [
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLF CLP",
    "CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR",
    "ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP",
    "MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG",
    "SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV",
    "WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG ZWL",
  ].flatMap((line) => line.split(" ")),
);

/** Signs that only one currency has; the dollar's and the yen's are those of several. */
const signs: Readonly<Record<string, string>> = {
  "€": "EUR",
  "£": "GBP",
  "₹": "INR",
  zł: "PLN",
  Kč: "CZK",
  US$: "USD",
};

/** Those that no word of a heading is taken for. */
const plainCodes = /\b(EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|CZK|JPY|CAD|AUD|INR|BRL)\b/;

/** The currency that a text names by its code, or by a sign that it alone has. */
export const currencyIn = (text: string): string | undefined =>
  plainCodes.exec(text)?.[1] ?? Object.entries(signs).find(([sign]) => text.includes(sign))?.[1];
