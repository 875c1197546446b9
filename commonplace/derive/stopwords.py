"""Words that carry no subject: English grammar words and the fillers of talk."""

from __future__ import annotations

_GRAMMAR = """
a an the this that these those i you he she it we they me him her us them my your his its our
their mine yours ours theirs myself yourself himself herself itself ourselves themselves who whom
whose which what when where why how all any both each every few fewer more most less least other
others another some such no nor not none only own same so than too very and or but if then else
because as until while since unless of at by for with about against between into through during
before after above below to from up down in out on off over under again further once here there
toward towards upon onto within without along around across among beyond behind besides despite
except per via versus vs though although however whether either neither therefore thus hence am is
are was were be been being have has had having do does did doing done will would shall should can
could may might must ought cannot isn aren wasn weren hasn haven hadn doesn don didn won wouldn
couldn shouldn one two three four five six seven eight nine ten twenty hundred thousand million
billion first second third last next whole half several many much enough etc
"""
_TALK = """
also just like well now even still yet ever never always often maybe perhaps sometimes usually
really quite pretty rather actually basically literally obviously probably definitely certainly
especially exactly totally absolutely generally specifically essentially potentially ago almost
already anyway instead together yeah yep yup yes nope okay ok oh um uh hmm hey wow hello hi thanks
thank please welcome sorry gosh gotcha gonna gotta wanna kinda sorta whatnot laugh laughs laughter
applause inaudible unintelligible crosstalk lot lots kind kinds sort sorts bit bits thing things
stuff way ways something anything everything nothing someone anyone everyone somebody anybody
everybody people person guy guys folk folks friend friends day days week weeks month months year
years today tomorrow yesterday tonight morning hour hours minute minutes second seconds moment
moments january february march april may june july august september october november december
monday tuesday wednesday thursday friday saturday sunday part parts u.s u.k side end point points
case cases example examples instance sense idea ideas terms perspective standpoint aspect aspects
reason reasons fact matter place places piece pieces couple number numbers amount type types topic
topics area areas sides hand top bottom rest star stars great good nice cool better best bad worse
worst big bigger biggest huge little small smaller new newer old older different similar certain
sure right wrong true interesting important amazing awesome excited exciting fun happy hard harder
easy easier able possible useful helpful super various specific particular current recent overall
entire main major actual
"""
_DOING = """
get gets got getting gotten go goes going went gone come comes coming came make makes making made
take takes taking took taken put puts putting see sees seeing saw seen say says saying said tell
tells told telling think thinks thinking thought know knows knowing knew known want wants wanted
need needs needed needing use uses using used look looks looking looked try tries trying tried
give gives giving gave given find finds finding found keep keeps keeping kept let lets letting
feel feels feeling felt seem seems seemed mean means meant talk talks talking talked work works
working worked start starts starting started stop happen happens happening happened become becomes
became ask asks asking asked show shows showing showed shown call calls calling called help helps
helping helped run runs running ran turn turns turning turned build builds building built move
moves moving moved bring brings brought bringing believe guess hope love like likes liked wonder
wondering remember forget hear heard hearing listen listening watch watching read wrote write
writing written learn learned explain mention mentioned mentioning describe understand understood
add added changed changing create creates created creating sit live leave left figure allow allows
allowed include includes including based depending regarding related
"""
_HOUSEKEEPING = """
episode episodes podcast podcasts show shows host hosts co-host cohost guest guests listener
listeners audience conversation conversations discussion interview interviews transcript
transcripts newsletter subscriber subscribers subscribe sponsor sponsors sponsored sponsorship
advertisement merch giveaway intro outro slack link links blog article articles website webpage
chapter section sections paragraph comment comments reader readers editor editors ceo cto cfo coo
co-founder cofounder founder founders president phd ph.d professor prof dr mr mrs ms inc ltd llc
"""

#: What stands around a text: of citations, figures and files.
_APPARATUS = (
    "et al fig figs figure url urls doi isbn pdf html http https www com eq appendix footnote png"
)
#: No phrase contains one of these, and none is a topic by itself.
FILLER = frozenset(f"{_GRAMMAR} {_TALK} {_DOING} {_HOUSEKEEPING} {_APPARATUS}".split())

#: A verb follows these: "to train", "we can deploy".
BEFORE_VERBS = frozenset(
    "to i you he she we they who can could will would should may might must let's not".split()
    + "i'll you'll we'll they'll i'd you'd we'd they'd can't don't didn't doesn't won't".split()
)
#: An adjective follows these more often than a noun: "is scalable", "very robust".
BEFORE_ADJECTIVES = frozenset(
    "is was are were be been being it's that's they're we're very really so pretty more most"
    " super quite too as".split()
)
#: One of these follows a person's name.
SAYING = frozenset(
    "says said say thinks thought argues argued writes wrote tells told asks asked answers"
    " answered believes explains explained recalls describes puts calls adds replies replied"
    " mentioned mentions joined laughs agrees admits expects remembers knew wanted left".split()
)
#: A term whose last word is one of these says who does something, or where, and not what.
GENERIC = frozenset(
    "scientist engineer researcher practitioner developer user customer expert strategist student"
    " leader team company organization organisation community world space industry market business"
    " system tool app tech technology solution product project process problem approach application"
    " output input domain framework infrastructure architecture platform environment capability"
    " research scale".split()
)
#: Words that tell nothing of a text, in whatever field, unless they are names: none of them is
#: a topic by itself, nor is a phrase that has no others.
VAGUE = GENERIC | frozenset(
    "ai model method technique function task feature component parameter structure layer paper"
    " training learning coding code testing computing compute program"
    " term scenario resource trend content context workflow tooling pipeline startup"
    " output performance integration production improvement result value option example"
    " researcher large scale human group book article study work job part set type level"
    " role phase step ecosystem representation interaction device version paradigm question"
    " constraint breakthrough whereas bottleneck timeline momentum fundamental".split()
)
#: First names that are better known as names of things.
NAMED_LIKE_PERSONS = frozenset("ada claude devin eliza julia".split())
