import Testing

@testable import Analyses

struct FunctionWordsTests {
    private func words(_ sentence: String) -> [String] {
        sentence.split { !($0.isLetter || $0.isNumber) }.map(String.init)
    }

    private func fitting(_ sentence: String) -> FunctionWords? {
        FunctionWords.fitting(words(sentence))
    }

    private func list(_ language: String) throws -> FunctionWords {
        try #require(FunctionWords.all.first { $0.language == language })
    }

    @Test func knowsGrammarFromMeaning() throws {
        let english = try list("en")
        for word in ["the", "The", "TO", "was", "she", "don", "t", "'t", "’S"] {
            #expect(english.contains(word))
        }
        for word in ["river", "deposit", "calm", "went", "", "'"] {
            #expect(!english.contains(word))
        }
    }

    @Test func listsAreWellFormed() {
        #expect(FunctionWords.all.count >= 20)
        #expect(Set(FunctionWords.all.map(\.language)).count == FunctionWords.all.count)
        for list in FunctionWords.all {
            #expect(list.language.count == 2)
            #expect(list.count >= 60, "\(list.language)")
        }
    }

    /// A sentence about a river and one about money, with the words that carry their meaning.
    @Test(
        arguments: [
            ("en", "The bank of the river was calm.", ["bank", "river", "calm"]),
            ("en", "She went to the bank to deposit money.", ["went", "bank", "deposit", "money"]),
            ("en", "The bank lends money.", ["bank", "lends", "money"]),
            ("de", "Die Bank am Fluss war nass vom Regen.", ["Bank", "Fluss", "nass", "Regen"]),
            (
                "de", "Sie ging zur Bank, um Geld einzuzahlen.",
                ["ging", "Bank", "Geld", "einzuzahlen"]
            ),
            (
                "fr", "L’avocat a mangé un avocat dans la cuisine.",
                ["avocat", "mangé", "avocat", "cuisine"]
            ),
            (
                "fr", "Elle est allée à la banque pour déposer de l’argent.",
                ["allée", "banque", "déposer", "argent"]
            ),
            (
                "es", "El banco del parque estaba mojado por la lluvia.",
                ["banco", "parque", "mojado", "lluvia"]
            ),
            ("es", "Ella fue al banco para ingresar dinero.", ["banco", "ingresar", "dinero"]),
            ("it", "La pesca è il frutto che mi piace di più.", ["pesca", "frutto", "piace"]),
            (
                "it", "È andata in banca per versare il denaro.",
                ["andata", "banca", "versare", "denaro"]
            ),
            (
                "pt", "A manga da camisa estava suja de tinta.",
                ["manga", "camisa", "suja", "tinta"]
            ),
            (
                "pt", "Ela foi ao banco para depositar dinheiro.",
                ["banco", "depositar", "dinheiro"]
            ),
            ("nl", "De bank in het park was nat van de regen.", ["bank", "park", "nat", "regen"]),
            (
                "nl", "Zij ging naar de bank om geld te storten.",
                ["ging", "bank", "geld", "storten"]
            ),
            (
                "pl", "Zamek w drzwiach nie chciał się otworzyć.",
                ["Zamek", "drzwiach", "chciał", "otworzyć"]
            ),
            (
                "pl", "Na wzgórzu stoi stary zamek, który zwiedzają turyści.",
                ["wzgórzu", "stoi", "stary", "zamek", "zwiedzają", "turyści"]
            ),
            (
                "ru", "На двери висел старый замок, и он не открывался.",
                ["двери", "висел", "старый", "замок", "открывался"]
            ),
            (
                "ru", "Она пошла в банк, чтобы положить деньги.",
                ["пошла", "банк", "положить", "деньги"]
            ),
            ("ar", "كانت عين الماء في الوادي صافية", ["عين", "الماء", "الوادي", "صافية"]),
            ("ar", "ذهبت إلى البنك من أجل المال", ["ذهبت", "البنك", "أجل", "المال"]),
            ("tr", "Bu yüz bana çok tanıdık geldi.", ["yüz", "tanıdık", "geldi"]),
            (
                "ca", "El banc de la plaça era moll i fred amb la pluja.",
                ["banc", "plaça", "moll", "fred", "pluja"]
            ),
            (
                "sv", "Hon gick till banken för att sätta in pengar.",
                ["gick", "banken", "sätta", "in", "pengar"]
            ),
            (
                "da", "Hun gik hen til banken for at sætte penge ind.",
                ["gik", "hen", "banken", "sætte", "penge", "ind"]
            ),
            (
                "ro", "Ea a mers la bancă pentru a depune niște bani.",
                ["mers", "bancă", "depune", "bani"]
            ),
            (
                "cs", "Zámek na kopci je velmi starý.", ["Zámek", "kopci", "starý"]
            ),
            (
                "uk", "Вона пішла в банк, щоб покласти гроші.",
                ["пішла", "банк", "покласти", "гроші"]
            ),
            (
                "id", "Dia pergi ke bank untuk menyimpan uang.",
                ["pergi", "bank", "menyimpan", "uang"]
            ),
            (
                "fi", "Kuusi on puu, joka on vihreä myös talvella.",
                ["Kuusi", "puu", "vihreä", "talvella"]
            ),
            (
                "hu", "A nyúl az erdőben volt, és nem látta senki.",
                ["nyúl", "erdőben", "látta", "senki"]
            ),
        ])
    func theListOfTheLanguageFits(
        _ language: String, _ sentence: String, _ content: [String]
    )
        throws
    {
        let found = try #require(fitting(sentence), "\(sentence)")
        #expect(found.language == language, "\(sentence)")
        #expect(words(sentence).filter { !found.contains($0) } == content)
    }

    @Test(arguments: [
        "Pank laenab inimestele raha.", "Benki inakopesha watu fedha.",
        "Η τράπεζα δανείζει χρήματα",
        "बैंक पैसा उधार देता है", "은행은 돈을 빌려준다", "ngân hàng cho vay tiền", "Banks lend money.", "银 行 存 钱",
        "",
    ])
    func whereNoListFitsNothingIsKnown(_ sentence: String) {
        #expect(fitting(sentence) == nil)
    }

    @Test func listsThatFitAlikeMustAgree() {
        // Spanish, Italian and others have "una".
        #expect(FunctionWords.fitting(["una", "barca"]) != nil)
        // "era" is Spanish for was, but not English; "at" the other way round.
        #expect(FunctionWords.fitting(["at", "era", "qx", "qz"]) == nil)
    }
}
