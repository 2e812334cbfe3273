"""The words that say no fact of their own, and those that may be the verb of a sentence."""

from guardrails.stem import stem

_FREE = """
a an the of in on at to for from by with within into onto as is are was were be been being has have had having do does
did it its itself they them their theirs there therein thereof here hereby which that who whom whose what where
wherein whereby whether how and both also too additionally furthermore moreover namely respectively especially
particularly notably essentially altogether overall about around among amongst between across along through throughout
via regarding concerning toward towards upon such like plus alongside during together again similarly likewise
explicitly expressly broadly text guideline guidelines passage source document statement article section chapter
summary author authors wording overview according say says said state states stated stating mention mentions mentioned
mentioning name names named naming list lists listed listing describe describes described describing note notes noted
define defined defines refer refers referred count counts counted counting regard regards regarded view viewed see
seen present presents presented identify identifies identified recognise recognises recognised specify specifies
specified point points pointed call calls called term terms termed label labelled designate designated characterise
characterised characterises outline outlined report reported reports cite cites cited citing quote quoted denote
denotes known know mark marks marked considered consider considers exist exists occur occurs become becomes becoming
remain remains belong belongs belonging constitute constitutes constituting represent represents representing form
forms forming formed serve serves serving act acts get gets take takes taken taking come comes coming go goes going
happen happens perform performs performed performing carry carries carried carrying undertake undertakes undertaken
conduct conducted provide provides provided hold holds concern concerns concerned relate relates related relation find
found finds show shows showing shown use used uses using obtain obtained apply applies applied put puts set sets bring
brings brought give gives given giving gave keep keeps kept stand stands standing lie lies lying sit sits amount
amounts reach reaches reached reaching rely relies reflect reflects combine combines combined connect connected correspond corresponds
deserve deserves enter enters face faces faced join joins joined pair paired pose poses possess speak speaks spoken
yield yields attach attached link linked meaning means meant gather gathered appear appears account understood step
steps grant granted introduce introduced arise arises part parts portion role roles way ways thing things something
fact facts case cases patient patients people person persons those ones example instance instances aspect aspects
purpose element elements component components piece items another background basis bearing circumstance context detail
framework heading idea issue matter matters nature notion object order place position principle question remark
respect scope sense setting subject sum theme topic themselves places one's done over well side offered receive
receives accompany accompanying accompanies accompanied associated play plays played including undergo undergoes lend lends lending coupled
"""

FREE = frozenset(_FREE.split())
"""Articles, prepositions, auxiliaries, light verbs, and what names the text itself: read over on either side."""

HARMLESS = frozenset(
    "level levels value values finding findings result results disease presence sign signs kind kinds sort sorts".split()
)
"""Words that name nothing by themselves: they may be said beside what the passage says."""

_VERBS = """
" involve include contain comprise cover start begin initiate affect follow express target look fall make carry give
name list count belong show form rest rely serve help use take occur consist explain support depend lead result cause
prefer favour describe state mention divide split classify monitor track assess measure attribute resist exhibit
display harbour bear hit reach spread infiltrate meet hold put set mean ask call reserve build base find see render
exist arise come go get need act direct aim adapt tailor adjust individualise focus pay examine check search seek
detect test screen evaluate indicate intend group constitute encompass represent define regard consider determine
influence predict tolerate survive lie sit locate reveal confirm increase decrease rise reduce improve worsen treat
manage prevent develop progress recur remain persist apply concern extend amount reflect stand combine perform keep
undertake conduct do designate
"""

VERBS = frozenset(stem(word) for word in _VERBS.split())
"""Stems of what may be the verb of a sentence."""

NO_VERB = ("ment", "ion", "ance", "ence", "ity", "al", "sis", "ure", "ical", "ous", "ness")
"""Endings that make a noun or an adjective of a verb."""
