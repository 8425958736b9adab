using TagPair = System.Collections.Generic.KeyValuePair<string, object?>;

namespace Parlance.Dialects.Hosting.Metrics;

/// <summary>Compares tag lists without regard to order, and looks a span up without copying it: recording a known series allocates nothing.</summary>
internal sealed class TagsComparer : IEqualityComparer<TagPair[]>, IAlternateEqualityComparer<ReadOnlySpan<TagPair>, TagPair[]>
{
    public bool Equals(TagPair[]? x, TagPair[]? y) => Equals(x.AsSpan(), y ?? []);

    public int GetHashCode(TagPair[] obj) => GetHashCode(obj.AsSpan());

    public TagPair[] Create(ReadOnlySpan<TagPair> alternate) => alternate.ToArray();

    public bool Equals(ReadOnlySpan<TagPair> alternate, TagPair[] other)
    {
        if (alternate.Length != other.Length)
            return false;

        foreach (var tag in alternate)
        {
            if (!Contains(other, tag))
                return false;
        }

        return true;
    }

    public int GetHashCode(ReadOnlySpan<TagPair> alternate)
    {
        var sum = alternate.Length;
        foreach (var (name, value) in alternate)
            sum += HashCode.Combine(name, value); // a sum, so that order plays no part
        return sum;
    }

    private static bool Contains(TagPair[] tags, TagPair wanted)
    {
        foreach (var tag in tags)
        {
            if (tag.Key == wanted.Key && Equals(tag.Value, wanted.Value))
                return true;
        }

        return false;
    }
}
