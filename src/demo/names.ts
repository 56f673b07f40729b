/** Words that invented people and companies are put together from. */

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

export const firstNames = words(`
  Adele Amara Andre Anika Arlo Astrid Bela Bianca Bruno Caleb Carmen Cedric Celia Clara Conrad Dahlia Damian Daria Dorian Edith
  Elias Elin Emil Esther Ezra Fabian Farah Felix Fiona Flora Gareth Gemma Gideon Greta Hanna Hector Helena Hugo Ibrahim Ida
  Imani Ines Ingrid Isaac Ivo Jasper Joana Joel Jonas Judith Kai Kamal Katya Keiko Kofi Lars Leila Leon Lena Linus
  Lucia Luca Maeve Magda Malik Marco Marta Matteo Mila Mina Nadia Naomi Nils Noor Olga Oscar Otto Paula Petra Quentin
  Rafael Ravi Renata Rhea Rosa Ruben Sabine Samir Selma Silas Sonia Stefan Talia Tariq Teresa Theo Tomas Uma Vera Viktor
  Wanda Xenia Yara Yusuf Zara Zeno`);

export const lastNames = words(`
  Abernam Adelby Aldane Amberley Ashcombe Averling Barcott Bellweather Benholm Birkmere Blakeney Brandel Brennick Brockhurst Calloran
  Cardell Carnwood Castellmar Chelbourne Corvane Cranmore Dalgarn Danvers Delacorte Denholt Dornfeld Draycott Dunmarrow Eastlake Edgarton
  Elmhirst Emberly Fairholt Falkner Farrowby Fennimore Ferrante Fieldgate Fontaine Garrow Gatwick Glenmuir Granholm Greaves Hadleigh
  Halloran Hartnoll Haverstock Hazelwood Helgesen Hollander Holmquist Ibsworth Ingleby Jarnell Jessop Kallstrom Keldon Kestrel Kingsnorth
  Kirkby Lachmere Lambourne Langholt Larkin Leclair Lindqvist Lockhart Lomax Lorimer Madigan Marchbank Marlowe Mendelow Merrick
  Montclair Moravec Nakashiro Netherby Norwell Oakeshott Okafur Olivetti Ormond Ostrander Pallister Pembrey Penhale Quarles Radcliff
  Ravensworth Redgrave Rosenquist Rothwell Saltmarsh Sandoval Selkirk Silverton Sorrel Stanhope Strand Tamsin Tarkington Thackeray Thornbury
  Tillman Torvald Umber Valcourt Vandermeer Varga Wakeham Walden Westerby Whitlock Winterbourne Wycombe Yarrow Zeller Zimarov`);

export const companyStems = words(`
  Alderwyn Amberlock Ansgate Arbrook Ardmont Aventide Bexholm Birchane Blackmere Bramley Brightholt Brindale Calderon Camberfold Carrowick
  Castrel Cindermoor Clearhaven Colverton Copperidge Corriston Crestavane Dalewick Dawnmere Deepwater Drumlin Eastmarch Ebonfield Elderport
  Elmstead Emberton Fairmoor Farrowgate Fenwright Flintmarsh Foxmere Garnerly Glasswick Glenholt Goldenmere Greywater Halcombe Harrowfield
  Hathermoor Hawkridge Hazelmont Highmarsh Hollinbrook Ironvale Ivorydown Junivale Kelbridge Kestwick Kingsmoor Lakemont Larchfield Lindenmere
  Longreach Lyrewood Maplestead Marrowick Meadowgate Millbrae Mistral Moorgate Netherfield Northwyn Oakenshaw Orchardine Ostwick Pinecrest
  Portavane Quarrington Quillmere Ravenmoor Redfern Ridgewell Rookwood Rosemarsh Saltholme Sandmere Seaborne Silverfen Slatewick Southvale
  Starling Stonehythe Summerlea Swallowfield Tarnwick Thistledown Thornmere Tidewell Trellick Umberfield Vantage Verdane Wavecrest Westmarsh
  Whitmoor Wildern Windlestone Wrenfield Yarmoor Zephyrdale`);

export const industries: readonly (readonly [string, readonly string[]])[] = [
  ["Software", ["Software", "Systems", "Digital"]],
  ["Manufacturing", ["Works", "Industries", "Machining"]],
  ["Logistics", ["Logistics", "Freight", "Carriers"]],
  ["Healthcare", ["Health", "Clinics", "Medical"]],
  ["Finance", ["Capital", "Partners", "Insurance"]],
  ["Retail", ["Stores", "Outfitters", "Goods"]],
  ["Energy", ["Energy", "Power", "Solar"]],
  ["Education", ["Academy", "Learning", "Institute"]],
  ["Construction", ["Builders", "Construction", "Joinery"]],
  ["Hospitality", ["Hotels", "Kitchens", "Resorts"]],
];

export const products: readonly (readonly [string, number])[] = [
  ["Core", 46],
  ["Core Plus", 27],
  ["Fleet", 17],
  ["Insight add-on", 10],
];
