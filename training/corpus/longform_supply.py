"""Supply, distribution, agency and franchise: what such contracts say besides the common clauses."""

from __future__ import annotations

from training.corpus.clauses import Topic

TITLES = (
    *("Supply Agreement", "Distribution Agreement", "Exclusive Distributorship Agreement"),
    *(
        "Agency Agreement",
        "Commercial Agency Contract",
        "Franchise Agreement",
        "Purchasing Contract",
    ),
    *(
        "Long-Term Supply Contract",
        "Master Purchase Agreement",
        "Manufacturing and Supply Agreement",
    ),
    *(
        "Reseller Agreement",
        "Off-take Agreement",
        "Area Development Agreement",
        "Sales Representation Agreement",
    ),
)
ROLES = (
    ("the Supplier", "the Distributor"),
    ("the Seller", "the Purchaser"),
    ("the Principal", "the Agent"),
    ("the Franchisor", "the Franchisee"),
    ("Manufacturer", "Reseller"),
    ("the Producer", "the Buyer"),
)
PERIOD = "[Contract period|Duration|Term|Supply period|Initial term]"
DEFINITIONS = (
    "“Products” means [the goods|those items] listed in a schedule, whether made by {a} or by {third_sub} for it.",
    "“Territory” means {otherland} and {otherstate}, without the area reserved to {third_rival} until {otherdate}.",
    "“Contract Year” means {months} beginning on the first of January.",
    "“Forecast” means an estimate of needs for the coming {months}.",
    "“Former Distributor” means {third_former}, whose contract of {otherdate} ran for {years}.",
    "“Carrier” means {otherco} or whoever carries the Products.",
)
RECITALS = (
    "{Ca} makes [valves|cosmetics|animal feed|bicycles|surgical gloves|coatings] and sold them in {otherland} through {third_former} until {otherdate}.",
    "{Cb} [has|runs] a network of shops and depots, some of them leased from {third_landlord}, and wishes to sell the Products.",
    "The trade marks are registered in the name of {affiliate} under the laws of {otherland} and used by {a} with its leave.",
    "A trial order of {bignumber} units, placed on {otherdate} and delivered within {weeks}, was to the satisfaction of {b}.",
)
TOPICS = (
    Topic(
        (
            "[Supply|Sale] of Products",
            "Appointment",
            "Grant",
            "Scope of the contract",
            "Exclusivity",
        ),
        (
            "{Ca} [appoints|names] {b} as its [sole|exclusive|non-exclusive] outlet for the Products in the Territory; {third_rival} keeps its rights there until {otherdate}.",
            "{Cb} buys from {a} at least {bignumber} units in every period of {months}. What is missing may be [made up|ordered] within {days}.",
            "{Ca} is free to supply {otherco}, {third_rival} and house accounts, who pay {a} directly.",
            "{Cb} acts for its own account; it does not [bind|represent] {a}, nor {affiliate}.",
        ),
    ),
    Topic(
        ("Orders and forecasts", "Ordering", "Forecasts", "Purchase Orders"),
        (
            "A rolling forecast for {months} is sent by the fifth day of each month, of which the first {weeks} bind.",
            "Orders are placed {weeks} ahead and accepted within {days}. Order No. {ref} of {otherdate}, given by {third_former}, is taken over.",
            "Last-time buys are possible for {months} after a Product was discontinued.",
        ),
    ),
    Topic(
        ("Delivery", "Delivery and title", "Shipment; risk", "Logistics"),
        (
            "Goods are handed to {otherco} as carrier at {town}; risk passes there, title on payment[, as the law of the place where they lie allows|].",
            "Delay of more than {days} costs {a} {percent} of the price; after {weeks} {b} may cancel the order.",
            "Stock is held on consignment by {third_sub} at {otheraddress} for no more than {months}.",
        ),
    ),
    Topic(
        ("Prices", "Price and price changes", "Commission", "Royalties and fees", "Rebates"),
        (
            "Prices are fixed until {otherdate} and change afterwards on {days} notice, by {percent} at most.",
            "Commission of {percent} is earned on orders that arrive within {months} after the agent's work; none is due on sales to {otherco}.",
            "A yearly rebate of {percent} is credited within {days} of the close of accounts by {third_auditor}.",
            "The entry fee is {othermoney}; a levy for advertising goes to {otherco}, which manages the fund.",
        ),
    ),
    Topic(
        ("Quality and warranty", "Product warranty", "Defects", "Recall"),
        (
            "{Ca} [guarantees|warrants] the Products for {months} from sale and {years} for the frame. Claims are made within {days}.",
            "Samples are kept for {years}. Tests are made by {otherco}, a laboratory accredited in {otherland}.",
            "If {otherco} as regulator's expert orders a recall, {b} returns goods sold in the last {months}.",
            "Shelf life on delivery is no less than {months}.",
        ),
    ),
    Topic(
        (
            "Marketing",
            "Promotion",
            "Duties of the distributor",
            "Minimum targets",
            "System standards",
        ),
        (
            "{Cb} spends {othermoney} every {months} on advertising, placed through {otherco}.",
            "It employs {person1} as brand manager, and [tells|informs] {a} {days} before he leaves.",
            "Competing goods, those of {third_rival} above all, are not kept during the contract and for {months} after it.",
            "Outlets are refurbished every {years}; plans are approved by {otherco}, architects.",
        ),
    ),
    Topic(
        ("Trade marks", "Brands", "Intellectual property"),
        (
            "Marks belong to {affiliate}; {b} uses them as told and stops within {days} when asked.",
            "Infringement by {third_rival} is [reported|notified] within {days}. {firm} conducts the case in {otherland}.",
            "Domain names registered by {third_former} before {otherdate} pass to {a}.",
        ),
    ),
    Topic(
        (
            "Consequences of the end",
            "Effects of termination",
            "Stock on hand",
            "Indemnity of the agent",
        ),
        (
            "Stock may be sold off for {months}; the rest is bought back at cost less {percent}.",
            "No goodwill indemnity is due [except as the statutes of {otherland} demand|if {b} gave notice]. Claims for it lapse after {months}.",
            "Customers are told within {days} that {otherco} [takes over|has been appointed].",
            "For {years} after the end spare parts are supplied to {b} or to {third_sub}.",
        ),
    ),
    Topic(
        ("Tooling", "Raw materials", "Subcontracting of manufacture", "Second source"),
        (
            "Tools paid for by {b} are its property, are held by {third_sub} and kept in order for {years} after the last call.",
            "Raw material is bought from {otherco} under its contract of {otherdate}, which lasts {years}.",
            "If supply fails for {weeks}, {b} may buy from {third_rival} and charge the difference.",
        ),
    ),
)
