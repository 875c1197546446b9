"""First names that many people have, in several countries; without accents."""

from __future__ import annotations

FIRST_NAMES = frozenset(
    """
    aaron abby abdul abdullah abdulrahman abena abigail abiola ada adam adama adebayo adele
    adeline aditya adrian adriana agnes agnieszka ahmad ahmed aidan aisha ajay ake akhil
    akiko akin akio akira akshay alain alan alana alastair albert alberto aldo alejandro
    aleksandar aleksander aleksandra aleksei alena alessandra alessandro alex alexander
    alexandra alexandre alexei alexey alexis alfonso alfred alfredo ali alice alicia alina
    aline alisa alison alistair allan allen allison alma alok alonzo alvaro alvin alyssa
    amanda amar amara amelia amina amir amit amita amos amy ana anand anastasia anatoly
    anders andre andrea andreas andreea andrei andrej andrew andrzej andy angela angelina
    angelo anh aniket anil anita anja anjali anjan anka ankit ankur ann anna annabel anne
    annie annika anouk anselm anthony antoine anton antonia antonina antonio antti anu
    anupam anya aparna ari ariel arjen arjun armando arnaud arnold aron arthur arturo arun
    arvind ashish ashley ashok ashwin asif asma astrid atsushi aurelie avery avi axel ayesha
    ayumi babak barack barak barbara barry bart bartosz bas basil beata beatrice ben
    benedict benjamin benoit bernadette bernard bernd bernhard bernie bert bertrand beth
    bettina betty bianca bich bilal bill birgit bjorn blaise blake blanca bob bogdan bojan
    bonnie boris boyan brad brady brandon brenda brendan brett brian bridget brigitte britta
    bruce bruno bryan bryce burak byron caitlin cameron camilla camille candace carina carl
    carla carlo carlos carlotta carmen carol caroline carsten casey casper cassandra
    catherine cathy cecilia cedric celia celine cesar chantal charlene charles charlie
    charlotte chelsea chen cheng chiara chidi chima chinedu chris christa christian
    christiane christina christine christof christoph christophe christopher chuck cindy
    claire clara clarence clarissa claude claudia claudio clemens clement clifford clive
    colette colin connor conrad constance constantin corinna corinne cornelia cory cosmin
    courtney craig curtis cynthia cyril cyrus dafna dagmar daisuke dalia damian damien dan
    dana daniel daniela danielle danny danuta daphne dario darius darrell darren darrin
    darya dave david dawid deb debbie deborah debra declan deepak deirdre demetrios demis
    denis denise deniz dennis denny derek desmond devin dewi dhruv diana diane diederik
    diego dieter dilip dimitri dimitrios dimitris dina dinesh ding dionne dirk divya dmitri
    dmitriy dmitry dolores domenico dominic dominik dominique don donald donatella donna
    dora dorian doris dorota dorothy doug douglas duncan dwight dylan eberhard ed eddie
    edgar edith edmund edna edoardo eduard eduardo edward edwin efraim egon eileen einar
    ekaterina elad elaina elaine elan eldar eleanor elena eleni eli elias eliezer elif eliot
    elisa elisabeth eliza elizabeth elke ella ellen elliot elliott elmar elon elsa elvira
    emanuel emil emilia emilie emilio emily emine emma emmanuel emmanuelle emre enrique enzo
    erez eric erica erich erik erika erin ernest ernesto ernst erwin esteban estefania
    estelle ester esther ethan ethel etienne eugene eva evan evelyn evelyne evgeny ewa
    ezekiel ezra fabian fabio fabrice faisal farah fares farhad fatima fatma federico fei
    felicia felicity felipe felix ferdinand fernanda fernando filip finn fiona flavia flavio
    fleur florence florent florian floris fran frances francesca francis francisco franck
    franco francois francoise frank franz fred frederic frederick frederico frederik freya
    friedrich fritz fumiko gabor gabriel gabriela gabriele gabriella gael gaelle gareth
    garrett garth gary gaurav gavin geert gennady geoff geoffrey george georgia gerald
    geraldine gerard gerd gerhard gerrit gertrude gianluca gianni gideon gilbert gilles gina
    gino giorgio giovanni giulia giuseppe gladys glenn gloria gonzalo gopal goran gordon
    gottfried govind graciela graham greg gregory greta grigory grzegorz guadalupe guangyu
    guenter guido guilherme guillaume guillermo gunnar gunter gustav gustavo gwen gwendolyn
    habib hadi haim hakan hakim hal hamid hamza hana hanna hannah hans harold harriet harry
    harsh harsha hartmut haruka haruki haruto hassan hattie hava hayao hazel heather hector
    hedda hedwig heidi heike heiko heinrich heinz helen helena helga helge helmut henri
    henriette henrik henry herbert herman hermann hideo hilary hilda hilde hillary hiroko
    hiroshi hitoshi hoang holly horst howard howie hubert huda hugh hugo humberto hussein
    huw hye ian ibrahim ibrahima ida ignacio igor ikram ilan ilana ildar ilse ilya imran ina
    indira ines inga inge ingo ingrid ioana ioannis irene irina iris irma irving isaac isaak
    isabel isabella isabelle isadora isha ishaan ismail istvan itai ivan ivana ivo iwan
    izabela jaakko jaap jacek jacinta jack jackie jackson jaclyn jacob jacqueline jacques
    jacqui jadwiga jaime jake jakob jakub james jamie jan jana jane janet janusz jared
    jaroslav jarvis jasmin jasmine jason javier jawad jay jayne jean jeanette jeanne jed
    jeff jeffrey jenni jennifer jenny jens jensen jeremy jeroen jerome jerry jesper jess
    jesse jessica jianfeng jiang jill jim jimmy jiri jitendra joachim joan joanna joao
    joaquin jocelyn jochen jodie joe joel joerg johan johann johanna johannes john johnny
    jolanta jon jonah jonas jonathan jonathon joost jordan jordi jorg jorge jorn jose josef
    josefina joseph josephine josh joshua joy joyce juan juanita judd judea judith judy juho
    jules julia julian juliana julie julien juliet juliette julio julius jun junichi junko
    juraj jurgen justin justine justyna kadir kai kaitlyn kamal kaoru karel karen karim
    karin karl karla karol karolina karsten kasper katarina katarzyna kate katerina
    katherine kathleen kathrin kathryn kathy katie katja katrin katrina kayla kazuki kazuo
    keiko keisuke keith kelly kelvin ken kendra kenichi kenji kenneth kenta keren kerry
    kerstin ketan kevin khaled khalid kiara kieran kim kiran kirill kirk kirsten kirsty
    kishore klaas klara klaus koen koji konrad konstantin kris krishna krista kristen
    kristian kristin kristina krzysztof kumar kunal kurt kwame kwesi kyle kyoko laila
    lakshmi lana lance lara larry lars lasse laszlo latifa laura lauren laurence laurent
    laurie lavinia lawrence lea leah leandro lee leila lena lennart leo leon leonard
    leonardo leonid leonie leopold leroy leslie leszek levi lewis lex liam liane libby lidia
    lieselotte lily lin lina linda linus lionel lior liora lisa livia liz lloyd lois lola
    lorenzo loretta lori lorraine lothar lotte lou louis louisa louise lubomir luc luca
    lucas lucia luciano lucie lucien lucy ludwig luigi luis luiz lukas lukasz luke luz lydia
    lynn lynne maarten maciej mackenzie madeleine madeline madhu mads mae magda magdalena
    magnus mahesh mahmoud maja malcolm malik mandy manfred manoj manu manuel manuela marc
    marcel marcela marcelo marcin marco marcus marek margaret margarita margot margrit maria
    mariana marianne mariano marie marielle marika mariko marilyn marina mario marion marisa
    marissa marius marjorie mark markus marlene marlon marta martha martin martina martine
    marvin mary maryam masahiro masha mason mateo mateusz mathias mathieu mathilde matias
    matilda matt matteo matthew matthias matthijs maureen maurice mauricio mauro max maxim
    maxime maximilian maxine maya mayumi megan megumi mehdi mehmet mei meir mel melanie
    melissa melvin mercedes meredith merle mia micah michael michaela michal michel michele
    michelle miguel mika mikael mike mikhail mikko mila milan mildred milena milos mina ming
    minh mira miriam miroslav misha mitchell mitsuko mohamed mohammad mohammed mohan moira
    moises molly mona monica monika monique morgan moritz morten moshe muhammad mukesh murat
    murray mustafa myra myriam nabil nadav nadia nadine nadir nancy naoki naoko naomi nasser
    natalia natalie nataliya natasha nathalie nathan nathaniel navid navin neal ned neha
    neil nestor neville ngozi niamh nicholas nichole nick nicki nico nicola nicolaas nicolas
    nicole niels nigel nikhil nikita nikki niklas niko nikola nikolai nils nimrod nina nisha
    nitin noah noam noel noemi nora norbert noriko norma norman nuno octavia octavio odette
    oksana olaf oleg oleksandr olena olga oliver olivia oluwaseun omar omer ondrej orla orly
    orsolya osama oscar oskar osvaldo ottilie otto ove owen oyvind pablo padma paige palle
    pamela paolo pascal pascale pat patrice patricia patrick patrik patrizia patty paul
    paula paulette paulina pauline paulo pavel pawan pawel pearl pedro peggy penelope peng
    percy pernille perry petar peter petr petra petros phil philip philippe phoebe phyllis
    pia pierre pieter pilar piotr prakash pranav prasad pratik praveen preeti priya
    przemyslaw quentin quincy rachael rachel radek radhika rafael raffaele raghav rahul
    rainer raisa raj raja rajat rajeev rajesh rajiv ralf ralph rama ramesh ramiro ramon
    ramona rana randall randy ranjit raphael raquel rasmus raul ravi ravindra ray raymond
    raza rebecca regina reid reiko reinhard reinhold rekha remi remy renata renate rene
    renee reuben reza rhea rhonda rhys ria ricarda ricardo riccardo richard rick rishi rita
    ritu rob robbie robert roberta roberto robin rocio rodney rodolfo rodrigo roger rohan
    rohini rohit roland rolando rolf romain roman ron ronald rosa rosalind rosanna rosario
    rose rosemary ross rowan roxana roxanne roy ruben rudi rudolf rudy rui rupert ruslan
    russell ruth ryan ryo sabina sabine sabrina sachin sadia saeed sally salma salman
    salvador salvatore sam samantha samir sammy samuel sandeep sander sandra sandy sanja
    sanjay santiago santosh sara sarah saskia satish satoshi satya saul saurabh scarlett
    scott sean sebastian sebastien selena selim selma serena serge sergei sergey sergi
    sergio seth seymour shalini shane shannon sharon shaun shawn sheila shelby shelley
    sherri sherry shin shinji shirin shirley shiv shlomo shreya shruti shu shuji siddharth
    sidney siegfried sigrid silas silke silvia simon simona simone simonetta sinead siobhan
    sirin slava slavoj sofia sofie solomon sonia sophia sophie soren spencer srinivas stacey
    stacy stan stanislav stanley stefan stefania stefano steffen stella stephan stephane
    stephanie stephen steve steven stewart stuart sudhir sue sujata sumit sundar sunil
    sunita suresh susan susana susanna susanne sushil sushma suzanna suzanne svante sven
    svetlana swati sybil sylvain sylvia sylvie szymon tadashi tadeusz taeko takashi takeshi
    tal talia tamar tamara tamas tania tanvi tanya tara tariq tarun tatiana tatyana ted
    terence teresa terrence terry tess tessa thea thelma theo theodora theodore theresa
    thibault thierry thijs thilo thomas thorsten tiago tibor tiffany tim timo timon timothy
    tina tito tobi tobias tobin todd tom tomas tomasz tomer tommy tomoko toni tony torben
    tore torsten tova tracy travis trent trevor tristan trudy tuan tuomas tyler tyrone udo
    ulf ulrich ulrike uma umberto umut ursula usha ute uwe vadim valentin valentina valeria
    valerie valerio vanessa vanja varun vasilis vasily velma venkat venkatesh vera verena
    vernon veronica veronika vicki vicky victor victoria vidya vijay vikas vikram viktor
    viktoria vinay vincent vincenzo vinod viola virgil vishal vivek vivian viviana vivienne
    vlad vladimir volker waldemar walid wallace wally walter wanda warren wasim wayne wei
    wendy werner weronika wesley whitney wilfred wilfried wilhelm wilhelmina will willem
    william wilma winifred winston wojciech wolfgang xander xavier xiang xiao xiaoli xin
    yael yair yan yana yaniv yann yannick yannis yara yaron yasemin yash yasir yasmin
    yasuhiro yasuko ying yoav yoko yonatan yong yosef yoshi yoshiko yoshua youssef yuki
    yulia yumi yun yuri yuriko yusuf yuval yves yvette yvon yvonne zach zachary zahra zaid
    zainab zara zeev zeynep zhi zineb ziv zoe zofia zoltan zora zsolt zuzana
    """.split()
)
