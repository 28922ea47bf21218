"""Comments that are labelled as spam or good, made of sentences written for this purpose.

A site's spam comes in campaigns that vary their words, and new ones come later. So half of the
campaigns begin only after the first 500 comments. The good ones of the second half are those of
the demonstration, which people wrote one by one, between others that are put together here.
"""

import random
from collections.abc import Iterator

from comments.screening.measuring import Labelled
from comments.screening.verdict import Submission
from site_config.demonstration.reading import FOLDER, table

LEARNED = 500

NAMES = """
Priya | Old Owl | Kwame | Marisol | Tuan | Ines | Dana R. | Piet | Sofia | J. Hartley | Aoife |
Lars Mrs Bennett | Ruth | Tomasz | Yusuf | Keiko | Grandma Jo | Nils | Carmen | nightowl | Bea |
Anselm
"""
OPENINGS = """
Thank you for this. | This is the first page that explained it in words I understand. | My mother
was diagnosed in spring. | I have lived with this for eleven years. | Reading this at three in the
morning, of course. | I work as a nurse on a stroke ward. | We talked about this at our group last
week. | A question about the second section. | I was nervous before my appointment. | My GP gave
me the leaflet, but this helped more. | I am 67 and still learning. | Not sure I agree with the
part about coffee. | Well written and calm. | It took me years to get an answer. | My daughter
sent me this link. | I had the scan yesterday. | Something that is missing here: | As a carer I
would add one thing.
"""
MIDDLES = """
The nurse told me to bring a list of my tablets, and that saved a lot of time. | Walking every day
after lunch did more for me than I expected. | I was put on 20 mg and the headaches became rarer,
though it took two months. | Nobody had told me that it could come back in the other eye. | The
waiting was worse than the procedure itself. | I keep a diary now, and the pattern was obvious
after three weeks. | My blood pressure went from 150 to 128 since I changed what I eat for
breakfast. | The physiotherapist showed me two exercises, and I do them while the kettle boils. |
It makes a difference when a doctor takes five minutes to explain. | My insurance paid for half of
it, the clinic helped with the form. | I slept badly during the first week and then it settled. |
The cold weather makes it worse for me, does anybody else notice that? | We found that an earlier
dinner helps more than any tea. | My husband still drives, but not at night. | I was afraid of the
needle and it was over before I knew. | The numbers in the table are easier to read than those in
my letter. | At work I told only my manager, and she was kind about it. | The pharmacist looked at
all of my medicines together and found two that did not get along. | For a free helpline number I
had to look elsewhere, it would be good to have it here. | I buy low-salt bread now, the first
week it tasted of nothing.
"""
ENDINGS = """
I hope that helps somebody. | Does that sound familiar to anyone? | I will ask at my next visit. |
Take care, all of you. | Thanks again to the authors. | Would the advice be the same for a child?
| It gets better, honestly. | I would not want to go back. | Is there a newer study about this? |
Please keep writing like this. | We shall see. | That is only my own experience. | Where would I
find the local group? | How long did it take for you? | I wish I had known earlier.
"""

# Each: names, websites, openings, offers, calls. Sites are made up.
CAMPAIGNS = (
    (
        "Best Pills Store | Pharm Deals | MedShop24",
        "https://pill-depot.example/ | https://cheap-rx.example/offer |",
        "Great post admin! | Very informative article. | Nice blog, I bookmarked it.",
        "Order generic tablets at the lowest price with fast shipping worldwide. | We sell "
        "all popular brands, up to 80% discount today only. | Quality meds delivered to your "
        "door, bonus pills free.",
        "Click http://pill-depot.example/buy | Visit https://cheap-rx.example now! | Save big "
        "at www.pill-depot.example",
    ),
    (
        "Casino King | Lucky Slots | Jackpot Bonus",
        "https://spin-win.example/ | |",
        "Awesome website! | I love this topic. | Hello friends!",
        "Play the best online casino with a 200% welcome bonus and free spins. | Our slots "
        "pay out real money every day, no deposit needed. | Win big with live roulette and "
        "blackjack.",
        "Register at http://spin-win.example and claim your bonus! | Join today "
        "www.spin-win.example | Your jackpot waits: https://spin-win.example/claim",
    ),
    (
        "SEO Expert | Rank Booster | Digital Agency",
        "https://rank-up.example/ |",
        "Hi, I noticed your website could get more traffic. | Hey, nice content on this blog. "
        "| Dear owner,",
        "We offer affordable SEO packages and guaranteed first page ranking on Google. | Our "
        "team builds quality backlinks and sends thousands of visitors. | Get a free website "
        "audit from our experts.",
        "Contact us at https://rank-up.example/audit | Reply now for a discount. | See our "
        "prices on http://rank-up.example",
    ),
    (
        "Trader Mike | Crypto Gains | Forex Queen",
        " |https://coin-boom.example/",
        "I was broke until I met my account manager. | Guys you have to see this. | My life "
        "changed.",
        "I earn $4,500 every week from bitcoin trading with no experience. | My investment "
        "doubled in ten days and the withdrawal was instant. | Make money from home with this "
        "proven crypto system.",
        "Message her on WhatsApp to start earning. | Start at http://coin-boom.example | "
        "Thank me later, https://coin-boom.example/join",
    ),
    (
        "Weight Loss Secret | Slim Fast Now | Keto Coach",
        "https://keto-slim.example/ |",
        "OMG this worked for me! | Doctors hate this trick. | Ladies, listen!",
        "I lost 15 kg in three weeks with these amazing keto gummies. | This natural fat "
        "burner melts your belly without exercise. | The miracle tea cleanses your body and "
        "burns fat while you sleep.",
        "Get your free trial bottle at https://keto-slim.example | Order now while stock "
        "lasts! | Click here http://keto-slim.example/trial",
    ),
    (
        "Hot Singles | Lonely Anna | Dating Online",
        "https://meet-me.example/ |",
        "Hi dear, I saw your comment. | Hello handsome! | Bored tonight?",
        "Beautiful girls near you are waiting to chat, free registration. | Find your hot "
        "date online today without a credit card. | I uploaded my private photos and videos "
        "for you.",
        "Chat with me at http://meet-me.example | See my profile https://meet-me.example/anna "
        "| Click my name to join free!",
    ),
    (
        "Dr. Osas Healer | Herbal Temple | Grateful Wife",
        " |https://herb-temple.example/",
        "I want to share my testimony. | Thanks to the great healer. | Good news for everyone!",
        "His herbal cure removed my disease completely in two weeks when the hospital had "
        "given up. | He cast a powerful spell and my husband came back the same day. | The "
        "herbs cure herpes, diabetes and cancer permanently with no side effects.",
        "Contact him today on WhatsApp for your own cure. | Order the herbs at "
        "https://herb-temple.example | Email the doctor now, he helps everyone.",
    ),
    (
        "Quick Loans | Finance Help | Cash Now",
        "https://loan-fast.example/ |",
        "Do you need urgent money? | Attention please! | Good day sir,",
        "We offer a loan at 2% interest without a credit check, approved in one hour. | Get "
        "instant cash for bills or business, guaranteed approval today. | Our company gives "
        "personal loans to everyone, bad credit welcome.",
        "Apply now at http://loan-fast.example | Contact our office on WhatsApp. | Click "
        "https://loan-fast.example/apply for free offer",
    ),
)


def comments(seed: int = 5) -> list[Labelled]:
    """900 of them, a third spam; screening is to learn from the first LEARNED."""
    chance = random.Random(seed)
    written = iter(_of_the_demonstration(chance))
    found = []
    for number in range(900):
        is_late = number >= LEARNED
        if number % 3 == 0:
            found.append(Labelled(_spam(chance, CAMPAIGNS if is_late else CAMPAIGNS[:5]), True))
            continue
        own = next(written, None) if is_late and number % 2 else None
        found.append(Labelled(own or _good(chance), False))
    return found


def _good(chance: random.Random) -> Submission:
    parts = [_one(OPENINGS, chance), *(_one(MIDDLES, chance) for _ in range(chance.randint(2, 4)))]
    if chance.random() < 0.6:
        parts.append(_one(ENDINGS, chance))
    chance.shuffle(parts)
    website = "https://my-allotment.example/" if chance.random() < 0.05 else ""
    return Submission(_one(NAMES, chance), "reader@reader.example", website, " ".join(parts))


def _spam(chance: random.Random, campaigns: tuple[tuple[str, ...], ...]) -> Submission:
    names, websites, *sentences = chance.choice(campaigns)
    parts = [_one(each, chance) for each in sentences]
    if chance.random() < 0.3:
        parts.pop(0)
    if chance.random() < 0.25:
        parts.pop()  # Some leave the link to the name.
    body = " ".join(parts)
    body = body.upper() if chance.random() < 0.1 else body
    return Submission(_one(names, chance), "deal@offers.example", _one(websites, chance), body)


def _one(choices: str, chance: random.Random) -> str:
    return chance.choice([" ".join(each.split()) for each in choices.split("|")])


def _of_the_demonstration(chance: random.Random) -> Iterator[Submission]:
    rows = [
        row
        for path in sorted(FOLDER.glob("discussions/*.toml"))
        for row in table(f"discussions/{path.stem}")["comments"]
        if row.get("state", "published") == "published"
    ]
    chance.shuffle(rows)
    for row in rows:
        yield Submission(row["name"], "reader@reader.example", "", row["body"])
