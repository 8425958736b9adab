namespace Parlance.Dialects.Hosting.Metrics;

/// <summary>One label set's numbers. Safe from any thread; a reader may see a histogram's sum one measurement ahead of its buckets.</summary>
internal sealed class Series(string labels, double[]? bounds)
{
    private readonly long[] _buckets = bounds is null ? [] : new long[bounds.Length + 1];
    private long _valueBits; // a double; the sum of a histogram

    /// <summary>Rendered: `method="GET",status="200"`; empty without labels.</summary>
    public string Labels => labels;

    public double Value => BitConverter.Int64BitsToDouble(Volatile.Read(ref _valueBits));

    public double[] Bounds => bounds ?? [];

    public void Add(double amount)
    {
        var seen = Volatile.Read(ref _valueBits);
        while (true)
        {
            var next = BitConverter.DoubleToInt64Bits(BitConverter.Int64BitsToDouble(seen) + amount);
            var found = Interlocked.CompareExchange(ref _valueBits, next, seen);
            if (found == seen)
                return;
            seen = found;
        }
    }

    public void Set(double value) => Volatile.Write(ref _valueBits, BitConverter.DoubleToInt64Bits(value));

    public void Observe(double value)
    {
        var at = Array.BinarySearch(bounds!, value);
        Interlocked.Increment(ref _buckets[at >= 0 ? at : ~at]); // a bound belongs to the bucket it ends: le
        Add(value);
    }

    /// <summary>Measurements per bucket, not yet added up; the last is above every bound.</summary>
    public long[] Buckets()
    {
        var copy = new long[_buckets.Length];
        for (var i = 0; i < copy.Length; i++)
            copy[i] = Volatile.Read(ref _buckets[i]);
        return copy;
    }
}
