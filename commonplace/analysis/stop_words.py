"""Words of each language that carry grammar and no subject, as `query.STOP_WORDS` are in English.

They are indexed, for phrases. A query leaves them out where other words remain, if it is in
their language (`of_query`). The browser has them in the scripts of the stemmers, with a twin of
that function, `browser/search/stops.js`. Words that are as often nouns (French `son`, Spanish
`era`) are not among them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence, Set

#: By the codes of languages, as in `languages.ALGORITHMS`.
STOP_WORDS = {
    code: frozenset(words.split())
    for code, words in {
        "ar": "في من على إلى الى أن ان إن هذا هذه ذلك تلك التي الذي الذين عن مع كان كانت يكون "
        "ما لا لم لن قد وقد بعد قبل كل هو هي هم نحن أنا انت أنت ثم أو او أي إذا اذا حتى "
        "بين عند كما لكن ليس منذ حول هل كيف متى أين لماذا ماذا و وهو وهي به له لها فيه "
        "فيها منه منها عليه عليها",
        "ca": "el la els les un una uns unes de del dels al als a amb per que qui què quin "
        "quina quins quines com quan on perquè i o però si no en és són era eren ha han "
        "he hi ho es se em et li ens us això aquest aquesta aquests aquestes aquell "
        "aquella meu teu seu seva seus seves més molt també ja jo tu ell ella nosaltres "
        "vosaltres ells elles fins sense sobre entre des estar ser tot tota tots totes",
        "cs": "a i v ve na se si s z ze k ke o u do od po pro při za před nad pod mezi bez že "
        "je jsou jsem jsi jsme jste byl byla bylo byli být bude budou ale nebo ani jako "
        "jak kdy kde kdo proč který která které kteří jaký jaká jaké ten ta to ti ty "
        "tento tato toto jeho její jejich můj tvůj svůj já on ona ono my vy oni mi mě mu "
        "ho ji jí jim už jen také taky tak není nejsou aby když než podle",
        "da": "og i jeg det at en et den til er som på de med han af for ikke der var mig sig "
        "men har om vi min havde ham hun nu over da fra du ud sin dem os op hans hvor "
        "eller hvad skal selv her alle vil blev kunne ind når være dog noget ville jo "
        "deres efter ned skulle denne end dette mit også under have dig anden hende mine "
        "alt meget sit sine vor mod disse hvis din nogle hos blive mange ad bliver hendes "
        "været thi jer sådan hvem hvilken hvilke hvorfor hvordan kan",
        "de": "aber alle allem allen aller alles als also am an ander andere anderem anderen "
        "anderer anderes auch auf aus bei beim bin bis bist da damit dann das dass daß "
        "dasselbe dazu dein deine deinem deinen deiner dem den denn der deren des dessen "
        "dich die dies diese dieselbe diesem diesen dieser dieses dir doch dort du durch "
        "ein eine einem einen einer eines einig einige einigem einigen einiger einiges "
        "einmal er es etwas euch euer eure eurem euren eurer für gegen gewesen hab habe "
        "haben hat hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren "
        "ihrer im in indem ins ist jede jedem jeden jeder jedes jene jenem jenen jener "
        "jenes jetzt kann kein keine keinem keinen keiner können könnte man manche "
        "manchem manchen mancher mein meine meinem meinen meiner mich mir mit muss musste "
        "nach nicht nichts noch nun nur ob oder ohne sehr sein seine seinem seinen seiner "
        "selbst sich sie sind so solche solchem solchen solcher soll sollte sondern sonst "
        "über um und uns unser unsere unserem unseren unter viel vom von vor war waren "
        "warst warum was weg weil weiter welche welchem welchen welcher welches wem wen "
        "wenn wer werde werden wessen wie wieder will wir wird wirst wo wollen wollte "
        "worden wurde wurden würde würden zu zum zur zwar zwischen",
        "el": "ο η το οι τα του της των τον την τους τις και κι να με σε στο στη στην στον "
        "στους στις στα από για που πως πώς ότι θα δεν δε μη μην είναι ήταν είχε έχει "
        "έχουν αλλά ή αν όταν όπως ως κατά μετά πριν προς χωρίς αυτό αυτή αυτός αυτά "
        "αυτοί ένα ένας μια μία μου σου μας σας ποιος ποια ποιο τι γιατί πού εγώ εσύ "
        "εμείς εσείς πολύ πιο",
        "eo": "la kaj de en al ke estas estis estos por kun ne el sed aŭ pri per da je mi vi li "
        "ŝi ĝi ni ili oni si tiu tiuj tio ĉi kiu kiuj kio kie kiam kiel kial ĉu se ĝis "
        "sur sub inter sen tre pli plej ankaŭ nur jam do",
        "es": "de la que el en y a los del se las por un para con no una su al lo como más pero "
        "sus le ya o este sí si porque esta entre cuando muy sin sobre también me hasta "
        "hay donde quien quienes desde nos durante ni contra ese eso ante ellos e esto mí "
        "antes algunos qué unos yo otro otras otra él tanto esa estos mucho cual cuál "
        "cuáles poco ella estar estas algunas algo nosotros mi mis tú te ti tu tus ellas "
        "nosotras vosotros os mío tuyo suyo es son eres soy somos ser fue fueron está "
        "están estaba estoy ha han he había haber tiene cómo cuándo dónde quién cuánto",
        "et": "ja on ei et see ka kui aga siis või ning oli olid olla olen oled ma mina sa sina "
        "ta tema me meie te teie nad nende mis kes kus millal miks kuidas oma seda selle "
        "sellest need neid nii veel juba väga ainult kõik mida keda üks",
        "eu": "eta da ez du dira zen ziren ere bat hau hori hura hauek horiek haiek baina edo "
        "dela den dut duen duela zuen nola noiz non zer nor zein zergatik ni zu gu haren "
        "bere gure zure beste batzuk izan ari oso",
        "fa": "و در به از که این آن را با است بود برای یک تا بر هم نیز اما یا اگر هر چه چرا "
        "چگونه کجا کی ما من تو او شما آنها ایشان خود می شد شود شده های ها باید بین نه پس",
        "fi": "ja on ei että se oli mutta kun kuin niin myös ovat ole tämä tämän tuo mitä mikä "
        "mitkä kuka ketkä missä milloin miksi miten sen ne he me te minä sinä hän minun "
        "sinun hänen meidän teidän heidän tai vai jos joka jotka jonka joita nyt vain jo "
        "sekä olla olen olet olemme olette olivat ollut oma ilman kanssa",
        "fr": "le la les un une des du de au aux à et ou où ni mais donc car que qu qui quoi "
        "dont ce cet cette ces ça cela ceci se sa ses mon ma mes ton ta tes notre nos "
        "votre vos leur leurs je tu il elle on nous vous ils elles me te lui eux en ne "
        "pas plus moins très trop aussi si comme quand comment pourquoi combien quel "
        "quelle quels quelles lequel laquelle lesquels lesquelles dans par pour sur sous "
        "avec sans chez vers entre depuis pendant avant après contre est sont suis es "
        "sommes êtes était étaient sera seront être ayant as avons avez ont avait avaient "
        "avoir fait peut alors encore même tout toute tous toutes",
        "ga": "an na ag ar i is agus a go ní nach bhí tá le do de ó um faoi chun ach nó mar má "
        "sé sí siad mé tú sinn sibh seo sin cad cé conas cathain cá gur ba bheith níl "
        "raibh mo ár bhur ina lena",
        "hi": "है हैं था थे थी हूँ हो के का की को में से पर ने और या कि यह वह ये वे इस उस इन उन "
        "एक भी ही तो नहीं लिए साथ तक जो जब तब कब कहाँ क्यों कैसे कौन क्या मैं हम तुम आप "
        "मेरा हमारा अपने अपना अपनी कर गया रहा लेकिन अगर बाद",
        "hu": "a az és hogy nem is egy van volt vannak voltak lesz lenne meg csak de ez ezek "
        "azok már mint vagy még ha mert ki mi kik mit mikor hol hogyan miért melyik én te "
        "ő ti ők nekem neki ezt azt ezen azon itt ott így úgy nagyon mind minden amely "
        "amelyek ami aki akik aztán után előtt alatt között sem se ne",
        "hy": "եւ ու է են եմ ես ենք եք էր էին որ որը որոնք մի այս այդ այն իր նա նրանք մենք դու "
        "դուք ինչ ինչու ինչպես երբ որտեղ ով համար մեջ վրա հետ բայց կամ եթե չի չեն նաեւ",
        "id": "yang dan di ini itu dengan untuk tidak dari akan pada adalah ke juga dalam "
        "karena oleh sebagai atau tetapi bahwa jika kalau saya aku kamu anda dia mereka "
        "kami kita apa siapa kapan mana bagaimana mengapa kenapa sudah telah bisa dapat "
        "ada lebih sangat para bagi hanya saat",
        "it": "il lo la i gli le un uno una di del dello della dei degli delle a al allo alla "
        "agli alle da dal dallo dalla dai dagli dalle in nel nello nella nei negli nelle "
        "con su sul sullo sulla sui sugli sulle per tra fra e ed o ma se non che chi cui "
        "come dove quando perché perchè quale quali quanto cosa questo questa questi "
        "queste quello quella quelli quelle mi ti vi si lui lei noi voi loro tu mio mia "
        "miei mie tuo tua suo sua suoi sue nostro vostro è sono sei siamo era erano "
        "essere ho hai ha abbiamo hanno aveva avere più anche molto dell all dall nell "
        "sull",
        "lt": "ir kad yra su tai bet buvo kaip jis ji jie jos nuo dėl tik apie jau per į iš "
        "prie po už ar arba nes kai kas kur kada kodėl koks kokia kurie kuris kuri aš tu "
        "mes jūs mano tavo savo šis ši tas ta ne nėra būti bus dar labai",
        "ne": "छ छन् र को का की मा लाई ले बाट हो होइन यो त्यो यी ती पनि गर्न भने थियो थिए हुन् "
        "म हामी तिमी तपाईं उनी के किन कसरी कहिले कहाँ एक तर वा लागि सँग",
        "nl": "de het een en van ik te dat die in is hij niet zijn op aan met als voor had er "
        "maar om hem dan zou of wat mijn men dit zo door over ze zich bij ook tot je mij "
        "uit der daar haar naar heb hoe heeft hebben deze u want nog zal me zij nu ge "
        "geen omdat iets worden toch al waren veel meer doen toen moet ben zonder kan hun "
        "dus alles onder ja was hier wie werd waarom wanneer waar welke wij we ons onze "
        "jullie jij",
        "no": "og i jeg det at en et ei den til er som på de med han av ikke der så var meg seg "
        "men ett har om vi min mitt ha hadde hun nå over da ved fra du ut sin dem oss opp "
        "man kan hans hvor eller hva skal selv sjøl her alle vil bli ble blitt kunne inn "
        "når være kom noen noe ville dere deres etter ned skulle denne for deg si sine "
        "sitt mot å meget hvorfor dette disse uten hvordan ingen din ditt hvem hvilken "
        "hvilke hvis mange også",
        "pl": "a i w we na z ze do od o po za przed nad pod przy przez dla bez u się nie że "
        "jest są był była było były być będzie ale lub albo oraz jak jako kto kiedy gdzie "
        "dlaczego czy który która które którzy ten ta to te tego tej tym jego jej ich mój "
        "twój swój ja ty on ona ono my wy oni one mnie mi go mu ją im już tylko też także "
        "tak bardzo aby gdy jeśli więc",
        "pt": "de a o que e do da em um para é com não uma os no se na por mais as dos como mas "
        "foi ao ele das tem à seu sua ou ser quando muito há nos já está eu também só "
        "pelo pela até isso ela entre sem mesmo aos seus quem nas me esse eles estão você "
        "tinha foram essa num nem suas meu às minha têm numa pelos elas havia qual quais "
        "lhe deles este esta dele tu te vocês são onde porque porquê nós",
        "ro": "și si nu este sunt era erau care pe la din cu mai pentru că ce cine când unde "
        "cum de dar sau ori prin acest această acesta aceasta acești aceste un o unei "
        "unui unor al ale a lui ei lor eu tu el ea noi voi ele îi îl le se în între fără "
        "despre după foarte fi fost am are au avea",
        "ru": "и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по "
        "только ее её мне было вот от меня еще ещё нет о из ему теперь когда даже ну ли "
        "если уже или ни быть был него до вас нибудь уж вам ведь там потом себя ничего ей "
        "они тут где есть надо ней для мы тебя их чем была сам чтоб без чего себе под "
        "будет тогда кто этот того потому этого какой какая какие ним здесь этом мой тем "
        "чтобы нее были куда зачем почему всех можно при об это эта эти",
        "sr": "i je u da se na su za od ne koji koja koje a ali kao što sa nije bio bila bilo "
        "biti po iz do o k s ovo ovaj ova ove taj ta to te on ona ono oni mi vi ja ti "
        "njegov njen njihov svoj kada gde gdje kako zašto ko ili ako samo već и је у да "
        "се на су за од не који која које а али као што са није био била било бити по из "
        "до о к с ово овај ова ове тај та то те он она оно они ми ви ја ти његов њен "
        "њихов свој када где како зашто ко или ако само већ",
        "st": "ke le ba ho ya ka e wa tsa sa a ha o mo hore empa kapa ene eo ena tse lona bona "
        "yona eng mang kae neng joang",
        "sv": "och det att i en ett jag hon som han på den med var sig för så till är men om "
        "hade de av icke mig du henne då sin nu har inte hans honom skulle hennes där min "
        "man ej vid kunde något från ut när efter upp vi dem vara vad över än dig kan "
        "sina här ha mot alla under någon eller allt mycket sedan ju denna själv detta åt "
        "utan varit hur ingen mitt ni bli blev oss din dessa några deras blir mina samma "
        "vilken er sådan vår blivit dess inom mellan sådant varför varje vilka ditt vem "
        "vilket sitta sådana vart dina vars vårt våra ert era vilkas också",
        "ta": "ஒரு என்று இந்த அந்த மற்றும் என்ற இது அது அவர் அவள் அவன் அவர்கள் நான் நாம் "
        "நாங்கள் நீ நீங்கள் உள்ள உள்ளது இல்லை ஆனால் அல்லது எப்படி எப்போது எங்கே ஏன் யார் "
        "என்ன எந்த மேலும் தான் கூட போது",
        "tr": "ve bir bu şu o da de ile için ne nasıl neden niçin niye kim nerede hangi mi mı "
        "mu mü çok ama fakat ancak veya ya daha en gibi kadar olarak olan olduğu oldu ben "
        "sen biz siz onlar benim senin onun bizim sizin onların değil var vardır ki ise "
        "her hiç sonra önce şey diye",
        "yi": "און איז די דער דאָס דאס דעם אַז אז אויף ניט נישט מיט פֿון פון אין האָט האט האָבן "
        "זענען זיינען איך דו ער זי עס מיר איר זיי אַ א אַן אן צו ביי פֿאַר פאר נאָך נאך "
        "אָבער אבער אָדער אדער וואָס וואס ווער ווי ווען וואו פארוואס זיך אויך נאָר נאר",
    }.items()
}

#: Words of these that English has, too: they alone do not tell of another language.
_ENGLISH = frozenset(
    "ad ada ale allen ante ar ba bat ben bet bin bus car care chi cine com come comment con "
    "contra dem den die dies dig din dir dog door dove ed em encore end er era es fins ge go "
    "ham han hans hat hay hem hi ho hoe hon inn ins inter jam jest jim jo ka kim lei lena li ma "
    "mai man mana mange mar mas mat men mes met mi mia mind mine mint mit mod mon mot mu muss "
    "na ned need non nous nu nun os par pas pendant plus pod pour pro sans sedan see sen sense "
    "sera sig sin sine sit son sous soy sub sue sum sur ta tai tanto ten ti till tom ton tot "
    "tote toto tout ty um una vain van volt want war wo ya yang yo zen".split()
)
#: Words that stand in many names and titles in English. One of them does not tell, two do.
_HALF = frozenset(
    "a al au da de del di do dos du e el en et eu ha i il ja k la le les lo los mo ne ni o per po "
    "que se si te tu u un v y z".split()
)


def of_query(
    words: Collection[str], english: Set[str], languages: Sequence[str], main: str
) -> Set[str]:
    """The words that a query leaves out, by the language that it is in.

    `english` are those of English, `languages` the others of the collection, and `main` is that
    of most of its passages, empty for English. A query is in the language of which it has the
    most such words, where at least one is no English word, or the language is the main one.

    >>> german = of_query("die rolle der mühle".split(), frozenset({"of"}), ("de",), "")
    >>> "die" in german, "of" in german
    (True, False)
    >>> of_query("war museum".split(), frozenset({"of"}), ("de",), "")
    frozenset({'of'})
    """
    best, most = english, _count(words, english) + (0 if main else 0.5)
    for code in languages:
        own = STOP_WORDS[code]
        told = sum(telling(word) for word in {*words} & own - english)
        count = _count(words, own) + (0.5 if code == main else 0)
        if count > most and (code == main or told >= 1):
            best, most = own, count
    return best


def telling(word: str) -> float:
    """How much a word of `STOP_WORDS` says of the language of a query; 1 is enough.

    >>> telling("der"), telling("de"), telling("die")
    (1, 0.5, 0)
    """
    return 0 if word in _ENGLISH else 0.5 if word in _HALF else 1


def _count(words: Collection[str], some: Set[str]) -> int:
    return sum(word in some for word in words)
