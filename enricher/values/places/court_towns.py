"""Towns whose courts contracts name, and whose law it is that those courts apply.

A town alone says nothing; beside a word for a court it names the state it lies in. Those that
several countries have by one name (Birmingham, Valencia, San José) are left out.
"""

from __future__ import annotations

_TOWNS = (
    ("DE", "Munich/München/Monaco di Baviera|Frankfurt/Frankfurt am Main/Francfort|Düsseldorf|Köln/Cologne/Colonia/Keulen|Stuttgart|Leipzig|Karlsruhe|Nürnberg/Nuremberg|Hannover|Dortmund|Essen|Mannheim|Dresden|Charlottenburg|Nürnberg-Fürth|Bonn|Berlin|Hamburg|Bremen|Augsburg|Wiesbaden|Mainz|Münster|Kiel|Freiburg im Breisgau"),
    ("AT", "Wien/Vienna/Vienne/Wenen|Graz|Linz|Innsbruck"),
    ("CH", "Lugano|Winterthur"),
    ("FR", "Paris/Parigi/Parijs|Lyon/Lione|Marseille/Marsella/Marsiglia|Nanterre|Bordeaux|Lille|Toulouse|Strasbourg|Nantes|Versailles|Bobigny|Montpellier|Rennes|Créteil"),
    ("BE", "Brussels/Bruxelles/Brussel/Brüssel/Bruselas|Antwerp/Antwerpen/Anvers|Gent/Ghent/Gand|Liège"),
    ("NL", "Amsterdam|Rotterdam|The Hague/Den Haag/La Haye/La Haya/s Gravenhage|Utrecht|Eindhoven"),
    ("IT", "Milan/Milano/Mailand/Milán|Rome/Roma/Rom|Turin/Torino|Bologna|Genova|Napoli/Naples|Firenze/Florence|Venezia/Venice|Verona|Padova|Bari|Palermo"),
    ("ES", "Madrid|Barcelona|Sevilla/Seville|Bilbao|Málaga|Zaragoza"),
    ("PT", "Lisbon/Lisboa/Lissabon|Porto"),
    ("IE", "Dublin"), ("SE", "Stockholm|Göteborg|Gothenburg"), ("DK", "Copenhagen/København/Kopenhagen"), ("NO", "Oslo"), ("FI", "Helsinki"),
    ("PL", "Warsaw/Warszawa/Warschau|Kraków/Krakow"), ("CZ", "Prague/Praha/Prag"), ("HU", "Budapest"), ("RO", "Bucharest/București"), ("GR", "Athens/Athen|Piraeus"),
    ("TR", "Istanbul|Ankara"), ("RU", "Moscow/Moskau"), ("UA", "Kyiv/Kiev"), ("IL", "Tel Aviv/Tel Aviv Jaffa/Tel Aviv-Yafo|Haifa"),
    ("IN", "Mumbai/Bombay|New Delhi/Delhi|Bangalore/Bengaluru|Chennai|Kolkata/Calcutta|Hyderabad|Pune|Ahmedabad|Gurgaon/Gurugram|Noida"),
    ("CN", "Beijing/Peking|Shanghai|Shenzhen|Guangzhou"), ("JP", "Tokyo|Osaka"), ("KR", "Seoul"), ("TW", "Taipei"), ("TH", "Bangkok"), ("MY", "Kuala Lumpur"), ("ID", "Jakarta"), ("PH", "Makati|Manila"),
    ("ZA", "Johannesburg|Cape Town"), ("NG", "Lagos"), ("KE", "Nairobi"), ("EG", "Cairo"),
    ("BR", "São Paulo|Rio de Janeiro"), ("AR", "Buenos Aires"), ("CL", "Santiago de Chile"), ("CO", "Bogotá"), ("PE", "Lima"), ("MX", "Mexico City/Ciudad de México|Monterrey|Guadalajara"),
    ("GB-EAW", "London/Londres/Londra/Londen|Manchester|Leeds|Cardiff"), ("GB-SCT", "Edinburgh|Glasgow"), ("GB-NIR", "Belfast"),
    ("CA-ON", "Toronto|Ottawa"), ("CA-BC", "Vancouver"), ("CA-QC", "Montreal/Montréal"), ("CA-AB", "Calgary|Edmonton"),
    ("AU-NSW", "Sydney"), ("AU-VIC", "Melbourne"), ("AU-QLD", "Brisbane"), ("AU-WA", "Perth"), ("NZ", "Auckland|Wellington"),
    ("US-IL", "Chicago"), ("US-CA", "Los Angeles|San Francisco|San Diego"), ("US-MA", "Boston"), ("US-GA", "Atlanta"), ("US-TX", "Houston|Dallas"), ("US-PA", "Philadelphia|Pittsburgh"), ("US-FL", "Miami"), ("US-WA", "Seattle"), ("US-CO", "Denver"), ("US-MN", "Minneapolis"), ("US-MI", "Detroit"), ("US-NY", "Manhattan|Brooklyn"),
)  # fmt: skip

COURT_TOWNS: dict[str, str] = {
    name: code for code, towns in _TOWNS for town in towns.split("|") for name in town.split("/")
}
