namespace Parlance.Bench.Queries;

/// <summary>Words in the proportions of a language: a few are everywhere, most are rare. The same in every run.</summary>
internal sealed class Vocabulary
{
    /// <summary>In about every eighth message.</summary>
    public const string Common = "w1x";

    /// <summary>In a few messages of a million.</summary>
    public const string Rare = "w40000x";

    private const int Words = 50_000;
    private const int WordsAMessage = 12;

    private readonly Random _random = new(20261121);
    private readonly double[] _sums = new double[Words];

    public Vocabulary()
    {
        var sum = 0.0;
        for (var i = 0; i < Words; i++)
            _sums[i] = sum += 1.0 / (i + 9);
    }

    public string Message() => string.Join(' ', Enumerable.Range(0, WordsAMessage).Select(_ => Word()));

    private string Word()
    {
        var at = Array.BinarySearch(_sums, _random.NextDouble() * _sums[^1]);
        return $"w{(at < 0 ? ~at : at)}x";
    }
}
