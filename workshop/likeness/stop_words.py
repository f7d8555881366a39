"""Words that say little by themselves, in the eleven languages.

They are left out where words are compared and where a name is proposed, and they tell which
language a text is in.
"""

from __future__ import annotations

LISTED = {
    "fr": """
        a afin ai aie aller alors apres as assez au aucun aucune aussi autre autres aux avait avant avec avez avoir
        avons beaucoup bien c ca car ce cela celle celui ces cet cette ceux chaque chez comme comment d dans de depuis
        des dire dit doit donc du elle elles en encore entre es est et etaient etait etc ete etes etre eu eux faire
        fait faut font ici il ils j jamais je jusqu jusque l la le les leur leurs lui m ma mais me meme memes mes
        mettre moi moins mon n ne ni non nos notre nous on ont ou oui par parce pas pendant peu peut peuvent plein
        plus plusieurs plutot pour pouvoir pouvons presque qu quand que quel quelle quelles quelqu quelque quelques
        quels qui quoi rien s sa sans se sera ses si soi soient soit sommes son sont sous sur t ta te tes toi ton
        toujours tous tout toute toutes tres trop tu un une va vers veut veux voir vont vos votre vous vraiment y
    """,
    "en": """
        a about after again all also always am an and another any anybody anyone are around as at be because been
        being both but by can cannot could d did do does doing don done down each either else enough etc even ever
        every everybody everyone everything few for from get gets getting give go going good got had has have having
        he her here hers him his how i if in into is isn it its just keep know let like ll lot lots m made make makes
        many may me might more most much must my need needed needs never no nobody nor not nothing now of off on one
        ones only or other others our out over own people put re really s same see seem shall she should so some
        somebody someone something still such t take than that the their them then there these they thing things this
        those through to together too under until up upon us use used ve very want wants was way we well were what
        when where which while who whole why will with within without won would you your
    """,
    "de": """
        ab aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bin bis bisschen da
        damit dann das dass dein dem den denn der des deshalb dich die dies diese diesem diesen dieser dieses doch
        dort du durch eben ein eine einem einen einer eines er es etwas euch fur ganz gar geben gegen gehen geht gibt
        gut gute guten hab habe haben hat hatte hier ich ihm ihn ihnen ihr ihre im immer in ist ja jede jeden jeder
        jedes jetzt kann kein keine keinen keiner konnen konnte machen mal man manche mehr mein meine meinem meinen
        meiner mich mir mit muss mussen nach nicht nichts nie niemand noch nun nur ob oder ohne schon sehr sein seine
        seinen sich sie sind so soll sollen sollte sondern uber um und uns unser unsere unter viel viele vielen vom
        von vor wann war waren was weg wegen weil welche wenn wer werden wie wir wird wo wurde zu zum zur zwischen
    """,
    "it": """
        a abbiamo ad ai al alla alle allo anche ancora avere c che chi ci come con cosa cosi cui d da dagli dai dal
        dalla dalle de degli dei del dell della delle dello deve di dopo dove e ecc ed era essere fa fare fino fra gia
        gli ha hai hanno ho i il in io l la le lei li lo loro lui ma mai me meno mi mia mie miei mio molta molte molti
        molto ne negli nei nel nell nella nelle nessun nessuna nessuno niente no noi non nostra nostri nostro o ogni
        per perche piu poco poi possono potere prima pure qualche quale quali quando quanto quella quelli quello
        questa queste questi questo qui se sei sempre senza si sia siamo solo sono sopra sotto sta stare stati stato
        su sua sue sui sul sulla suo suoi tanta tanti tanto te ti tra troppa troppi troppo tu tutta tutte tutti tutto
        un una uno va vi voi
    """,
    "pt": """
        a agora ainda algo alguem algum alguma alguns ao aos aqui as assim ate cada com como da dar das de dela dele
        deles depois desde deve dia do dos e ela elas ele eles em entre era essa esse esta estao estar estas este
        estes estou eu faz fazer foi ha isso isto ja la lhe lhes mais mas me meio menos mesmo meu meus minha minhas
        muita muitas muito muitos na nada nao nas nem nenhum nenhuma ninguem no nos nossa nossas nosso nossos num numa
        o onde os ou outra outras outro outros para pela pelas pelo pelos pode poder por porque pouco qual quando
        quanto que quem sao se sem sempre ser seu seus si so sobre sua suas tambem tanto te tem temos tenho ter teu
        teve tinha toda todas todo todos tu tua tudo um uma umas uns vai voce
    """,
    "pl": """
        a aby albo ale ani az bardzo bez bo by byc byl byla bylo byly bym chce chcę ci cie co cos czy czyli dla
        dlaczego do dobra dobre dobry gdy gdyz gdzie go i ich ile im inne inny ja jak jaka jakie jakis jako jego jej
        jesli jest jestem jeszcze juz kazda kazde kazdego kazdy kiedy kims kto ktora ktore ktorego ktory ktorych
        ktorym ktos lub ma maja mam mamy mi miec mna mnie moc moga moge moj moja moje mojego moze mozna mu my na nad
        nam nami nas nasz nasza nasze nawet nia nic nich nie niech nigdy nikt nim niz no o od on ona one oni oraz pan
        po pod poza przed przez przy raz sa sam sama se sie siebie sobie swoj swoja swoje ta tak taka takie tam te
        tego tej ten teraz tez to tu tych tylko tym u w wam was we wiec wiecej wiele wszyscy wszystkich wszystkie
        wszystko z za zawsze zbyt ze zeby
    """,
    "el": """
        αλλα αλλη αλλο αλλοι αλλον αν απο αρα ας αυτα αυτες αυτη αυτην αυτο αυτοι αυτον αυτος αυτου γι για γιατι δε
        δεν δικη δικο δικος εαν εγω ειμαι ειμαστε ειναι εισαι εκει ενα εναν ενας επειδη εσυ ετσι εχει εχεις εχουμε
        εχουν εχω η ηταν θα ιδια ιδιο καθε και καλα κανεις κανενα κατα κατι κι λιγο λοιπον μα μας με μεσα μετα μεχρι
        μη μην μια μιαν μιας μονο μου μπορει μπορουμε μπορω να ναι ο οι ολα ολες ολη ολοι ολους ομως οπου οπως οσο
        οταν οτι ουτε οχι παντα παρα περισσοτερα περισσοτερες περισσοτερη περισσοτερο περισσοτεροι πιο πολλα πολλες
        πολλοι πολυ που πρεπει προς πως σαν σας σε σου στα στη στην στις στο στον στους συ τα ταν τη την της τι τιποτα
        τις το τον του τους των χωρις ως
    """,
    "sv": """
        all alla allt alltid an andra annan annat att av bara battre behover bli blir blivit bra da dar de dem den
        denna deras dess dessa det detta dig din dina ditt du efter eller en er era ert ett fa far fast finns fler
        flera for fore fram fran ga gar ge gor gora ha hade han hans har hela hennes her hit hon honom hos hur i
        ibland icke ifran igen in inga ingen inget innan inte ja jag ju kan kom komma kommer kunde kunna lite man
        manga med mellan men mer mig min mina mindre mitt mot mycket nagon nagot nagra nar nej ni nog nu och ocksa om
        oss over pa sa samma sedan sig sin sina sitt ska skall skulle slippa som till tills under upp ut utan vad var
        vara varandra varfor varit varje vart vem vi vid vilka vilken vill
    """,
    "lv": """
        ap ar ari arvien bet bez bija bijis bus but caur citi cits dazi del der diez ej es esam esi esmu gan ik
        ikviens ir ja jau jo juma jus ka kad kadi kads kam kapec kas katra katrs katru ko kopa kur kura kuram kuri
        kurs kuru laba labaka labaks labi labs lai lidz loti man mana manas mani manis manu mazak mes mums mus musu
        nav ne neka nekad nekas nekur nepie neviens no nu otram otrs pa par parak pat pats pec pie piem pret prieks
        prom sava savs savu sev sevi so sos ta tad tadel tai tam tas te tie tiek tiem tik tika tikai to tu tur un uz
        vai vairak vairaki varbut varu vel vien viena viens vinam vini vins visi visiem viss visu zem
    """,
    "tr": """
        ama ancak artik bana bazi belki ben bende beni benim bile bir biraz birbirine bircok biri birsey biz bize bizi
        bizim bu buna bunlar bunu bunun cok cunku da daha de defa degil diger diye en fazla gibi gore hatta hem hep
        hepsi her hic icin iki ile ise iste iyi kadar karsi kendi kendim ki kim kimse madem mi mu nasil ne neden
        nerede niye o olan olarak oldu olmak olmasi olmasin olmayan olsa olsun onlar onu onun orada oyle oysa sahip
        sanki sen senin siz sonra su suna sunu tum uzere var ve veya ya yani yok yuzunden zaten
    """,
    "ar": """
        ابدا اذا اكثر الا التي الذي الذين الى اليوم ام اما ان انا انت انه انها اني او اي ايضا اين بدون بعد بعض بل بلا
        بين تكون تلك ثم جدا حتى حيث حين خلال دون ذلك سوف على علي عن عند عندما عندي غير فقط في فيه فيها قبل قد كان كانت
        كل كلما كم كما كن كي كيف لا لان لاننا لك لكل لكن لم لما لن له لها لهم لو لي ليس ليست ما ماذا مازال مثل مع من
        منذ منه منها مني نحن نفس هؤلاء هذا هذه هل هم هنا هناك هو هي و وان وفي وقد ولا ومن يا يكون
    """,
}
