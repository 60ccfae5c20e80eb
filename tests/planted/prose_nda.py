"""A non-disclosure agreement between two firms that think of working together."""

from tests.planted.prose import Clause, Prose

NDA = Prose(
    title="MUTUAL NON-DISCLOSURE AGREEMENT",
    openings=(
        "This Mutual Non-Disclosure Agreement (the “Agreement”) is entered into{as_of} by and"
        " between {a}, {of_a} (“Discloser”), and {b}, {of_b} (“Recipient”). Each of them may be"
        " the one who discloses and the one who receives.",
        "This Agreement{as_of} is made between {a}, {of_a}, and {b}, {of_b}. They are called the"
        " Parties here, and each of them a Party.",
    ),
    as_of=(" as of {start} (the “Effective Date”)", ", made and effective {start},"),
    terms=(
        "This Agreement comes into force on the Effective Date and continues for a term of {term}."
        " Either Party may end it sooner by notice in writing; what was received before stays"
        " secret all the same.",
        "Unless it is ended sooner, this Agreement shall remain in effect for {term} from the"
        " Effective Date. The duty to keep trade secrets does not end with it.",
    ),
    no_term="The duties under this Agreement bind each Party and whoever takes over its business.",
    laws=(
        "This Agreement is governed by the laws of {law}, without regard to its rules on the"
        " conflict of laws. The courts sitting there decide all disputes.",
        "The validity and the interpretation of this Agreement shall be governed by and construed"
        " in accordance with the laws of {law}.",
    ),
    money="If a Party breaks its duty of secrecy on purpose, it pays the other {fee} as liquidated"
    " damages, which both regard as a fair estimate of the harm.",
    clauses=(
        Clause(
            "Purpose",
            "The Parties wish to find out whether their products can be sold together. For this"
            " they will show each other drawings, price lists, source code and plans that are not"
            " known to the public, and neither of them would do so without this Agreement.",
        ),
        Clause(
            "Confidential Information",
            "“Confidential Information” means whatever a Party shows the other in writing, by word"
            " of mouth or by letting it look at a site or a system, and that is marked as"
            " confidential or that a sensible person would take to be so. It does not matter on"
            " what medium it is kept, nor whether it was shown before or after signing.",
        ),
        Clause(
            "Exceptions",
            "Information is not confidential if it was public when it was shown or became so by no"
            " fault of the Recipient, if the Recipient knew it already and can prove that from its"
            " files, if a third party gave it without breaking a promise, or if the Recipient"
            " worked it out by itself. Information that a court or an authority demands may be"
            " handed over, once the other Party has been told and could defend itself.",
        ),
        Clause(
            "Care",
            "The Recipient uses Confidential Information for the Purpose alone. It keeps it as"
            " safe as its own secrets, shows it to those of its staff and advisers only who need"
            " it for their work, and answers for what these people do with it. Copies are made"
            " where they cannot be avoided, and they bear the same marks as the original.",
        ),
        Clause(
            "Return",
            "When the talks are over, or whenever the Discloser asks, the Recipient returns or"
            " destroys all documents and confirms in writing that this was done. One copy may stay"
            " in the files of its lawyers for six years, so that it can be shown what was received.",
        ),
        Clause(
            "No licence",
            "Nothing in this Agreement transfers a patent, a mark, a copyright or the right to use"
            " them. Neither Party is bound to go on with the talks or to buy anything.",
        ),
        Clause(
            "Remedies",
            "Money may not make good the harm that a leak does. A Party may therefore ask a court"
            " to forbid a breach that is to be feared, without having to prove a loss first.",
        ),
        Clause(
            "General",
            "This document holds all that the Parties agreed on about its subject. Changes are"
            " made in writing and signed by both. If a clause cannot be enforced, the others stay"
            " in force. An earlier letter of intent of 9 January 2019"
            " is superseded. Neither Party may assign its rights without the consent of the other.",
        ),
    ),
)
