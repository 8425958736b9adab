using System.Collections.Frozen;
using System.Text;

namespace Parlance.Core.Search;

/// <summary>What one character counts as when words are compared: small, and without accents where these only mark a letter.</summary>
/// <remarks>
/// A table of our own, because the process runs without culture data, and so that both databases hold the same words. Latin and Greek letters lose their
/// accents; in Cyrillic only `ё` does, since `й` is a letter and no marked `и`. Everything else is only made small.
/// </remarks>
internal static class Folding
{
    // Each line: the plain letter, then those that count as it.
    private const string Marked = """
        aàáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ
        bḃḅḇ
        cçćĉċčḉ
        dďḋḍḏḑḓ
        eèéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ
        fḟ
        gĝğġģǧǵḡ
        hĥȟḣḥḧḩḫẖ
        iìíîïĩīĭįǐȉȋḭḯỉị
        jĵǰ
        kķǩḱḳḵ
        lĺļľḷḹḻḽ
        mḿṁṃ
        nñńņňǹṅṇṉṋ
        oòóôõöōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ
        pṕṗ
        rŕŗřȑȓṙṛṝṟ
        sśŝşšșṡṣṥṧṩſẛ
        tţťțṫṭṯṱẗ
        uùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự
        vṽṿ
        wŵẁẃẅẇẉẘ
        xẋẍ
        yýÿŷȳẏẙỳỵỷỹ
        zźżžẑẓẕ
        æǣǽ
        øǿ
        ʒǯ
        αάἀἁἂἃἄἅἆἇὰάᾀᾁᾂᾃᾄᾅᾆᾇᾰᾱᾲᾳᾴᾶᾷ
        εέἐἑἒἓἔἕὲέ
        ηήἠἡἢἣἤἥἦἧὴήᾐᾑᾒᾓᾔᾕᾖᾗῂῃῄῆῇ
        ιίΐϊἰἱἲἳἴἵἶἷὶίῐῑῒΐῖῗ
        οόὀὁὂὃὄὅὸό
        ρῤῥ
        σς
        υύϋΰὐὑὒὓὔὕὖὗὺύῠῡῢΰῦῧ
        ωώὠὡὢὣὤὥὦὧὼώᾠᾡᾢᾣᾤᾥᾦᾧῲῳῴῶῷ
        её
        """;

    private static readonly FrozenDictionary<int, Rune> Plain = (
        from line in Marked.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        from marked in line[1..]
        select KeyValuePair.Create((int)marked, new Rune(line[0]))).DistinctBy(pair => pair.Key).ToFrozenDictionary();

    /// <summary>Null for an accent that stands as a character of its own.</summary>
    public static Rune? Fold(Rune rune)
    {
        if (rune.Value < 0x80)
            return rune.Value is >= 'A' and <= 'Z' ? new Rune(rune.Value | 0x20) : rune;
        if (IsAccent(rune.Value))
            return null;
        if (rune.Value == 0x130) // the dotted capital I, which has no small letter of its own
            return new Rune('i');
        var small = Rune.ToLowerInvariant(rune);
        return Plain.TryGetValue(small.Value, out var plain) ? plain : small;
    }

    /// <summary>A whole text, character by character.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Fold(rune) is { } plain)
                folded.Append(plain.ToString());
        }

        return folded.ToString();
    }

    private static bool IsAccent(int value) =>
        value is (>= 0x300 and <= 0x36F) or (>= 0x1AB0 and <= 0x1AFF) or (>= 0x1DC0 and <= 0x1DFF) or (>= 0x20D0 and <= 0x20FF)
            or (>= 0xFE00 and <= 0xFE0F) or (>= 0xFE20 and <= 0xFE2F) or (>= 0xE0100 and <= 0xE01EF);
}
