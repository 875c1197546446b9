"""Places that many texts name: countries, states and large cities."""

from __future__ import annotations

#: Places, by the words of each in small letters; none is a topic or a person by itself.
PLACES = frozenset(
    tuple(place.split())
    for place in """
    africa; alabama; alaska; alberta; algeria; america; amman; amsterdam; ankara; antwerp
    argentina; arizona; arkansas; asia; athens; atlanta; auckland; austin; australia; austria
    baghdad; baltimore; bangalore; bangkok; bangladesh; barcelona; bavaria; beijing; beirut
    belgium; berlin; birmingham; bogota; bonn; boston; brazil; brisbane; bristol; britain
    british columbia; brooklyn; brussels; bucharest; budapest; buenos aires; bulgaria; cairo
    calgary; california; cambridge; cameroon; canada; cape town; caracas; cardiff; catalonia
    chicago; chile; china; cincinnati; cleveland; cologne; colombia; colorado; congo
    connecticut; copenhagen; costa rica; croatia; cuba; cyprus; czech republic; dallas; damascus
    delaware; delhi; denmark; denver; detroit; dhaka; dubai; dublin; durban; dusseldorf; ecuador
    edinburgh; edmonton; egypt; england; estonia; ethiopia; europe; finland; florence; florida
    france; frankfurt; geneva; germany; ghana; glasgow; gothenburg; greece; guangzhou; guatemala
    haiti; halifax; hamburg; hanoi; hawaii; helsinki; hong kong; honolulu; houston; hungary
    hyderabad; iceland; idaho; illinois; india; indiana; indianapolis; indonesia; iowa; iran
    iraq; ireland; islamabad; israel; istanbul; italy; jakarta; jamaica; japan; jerusalem
    johannesburg; kansas; kansas city; karachi; kazakhstan; kentucky; kenya; kiev; kigali
    kolkata; korea; krakow; kuala lumpur; kuwait; kyiv; kyoto; lagos; lahore; las vegas
    latin america; latvia; lausanne; lebanon; leeds; libya; lima; lisbon; lithuania; liverpool
    london; los angeles; louisiana; luxembourg; lyon; madagascar; madrid; maine; malaysia; malta
    manchester; manhattan; manila; manitoba; marseille; maryland; massachusetts; melbourne
    memphis; mexico; mexico city; miami; michigan; milan; milwaukee; minneapolis; minnesota
    mississippi; missouri; mongolia; montana; montreal; morocco; moscow; mumbai; munich; myanmar
    nairobi; naples; nashville; nebraska; nepal; netherlands; nevada; new delhi; new hampshire
    new jersey; new mexico; new orleans; new york; new york city; new zealand; nigeria
    north america; north carolina; north dakota; north korea; norway; nova scotia; ohio
    oklahoma; ontario; oregon; osaka; oslo; ottawa; oxford; pakistan; panama; paraguay; paris
    pennsylvania; perth; peru; philadelphia; philippine; philippines; pittsburgh; poland
    portugal; prague; pretoria; puerto rico; qatar; quebec; quito; rhode island; riga
    rio de janeiro; riyadh; romania; rome; rotterdam; russia; rwanda; sacramento; salt lake city
    san diego; san francisco; san jose; santiago; sao paulo; sarajevo; saskatchewan
    saudi arabia; scotland; seattle; senegal; seoul; serbia; shanghai; shenzhen; sicily
    silicon valley; singapore; slovakia; slovenia; sofia; somalia; south africa; south america
    south carolina; south dakota; south korea; spain; sri lanka; st louis; stockholm; stuttgart
    sudan; sweden; switzerland; sydney; syria; taipei; taiwan; tallinn; tanzania; tasmania
    tbilisi; tehran; tel aviv; tennessee; texas; thailand; the hague; tibet; tokyo; toronto
    tunis; tunisia; turin; turkey; uganda; uk; ukraine; united kingdom; united state
    united states; uruguay; us; usa; utah; utrecht; uzbekistan; valencia; vancouver; venezuela
    venice; vermont; victoria; vienna; vietnam; vilnius; virginia; wales; warsaw; washington
    wellington; west virginia; wisconsin; wyoming; yemen; york; zagreb; zambia; zimbabwe; zurich
    """.replace("\n", ";").split(";")
    if place.strip()
)
