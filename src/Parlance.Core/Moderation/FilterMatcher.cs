using System.Collections.Frozen;
using Parlance.Core.Search;

namespace Parlance.Core.Moderation;

/// <summary>Filters made ready: immutable, and as fast with ten thousand as with ten, since every word and every host is looked up once.</summary>
internal sealed class FilterMatcher
{
    public static readonly FilterMatcher Empty = new([]);

    private readonly FrozenDictionary<string, (string[] Words, FilterAction Action)[]> _words; // by their first word
    private readonly FrozenDictionary<string, FilterAction> _hosts;

    public FilterMatcher(IReadOnlyCollection<TextFilter> filters)
    {
        _words = filters.Where(filter => filter.Kind == FilterKind.Word)
            .Select(filter => (Words: Words.Of(filter.Pattern).Select(word => word.Text).ToArray(), filter.Action))
            .Where(filter => filter.Words.Length > 0)
            .GroupBy(filter => filter.Words[0], StringComparer.Ordinal)
            .ToFrozenDictionary(same => same.Key, same => same.ToArray(), StringComparer.Ordinal);
        _hosts = filters.Where(filter => filter.Kind == FilterKind.Link).ToFrozenDictionary(filter => filter.Pattern, filter => filter.Action, StringComparer.Ordinal);
        HasFlags = filters.Any(filter => filter.Action == FilterAction.Flag);
    }

    public bool IsEmpty => _words.Count == 0 && _hosts.Count == 0;

    public bool HasFlags { get; }

    public FilterVerdict Check(string text)
    {
        var found = new Found(text);
        if (_words.Count > 0)
            FindWords(text, ref found);
        if (_hosts.Count > 0)
            FindLinks(text, ref found);
        return found.Verdict();
    }

    private void FindWords(string text, ref Found found)
    {
        var words = Words.Of(text);
        for (var i = 0; i < words.Count; i++)
        {
            if (!_words.TryGetValue(words[i].Text, out var candidates))
                continue;
            foreach (var (wanted, action) in candidates)
            {
                if (StandsAt(words, i, wanted))
                    found.Add(action, words[i].Start, words[i + wanted.Length - 1].End);
            }
        }
    }

    private static bool StandsAt(List<Word> words, int at, string[] wanted)
    {
        if (at + wanted.Length > words.Count)
            return false;
        for (var i = 1; i < wanted.Length; i++)
        {
            if (words[at + i].Text != wanted[i])
                return false;
        }

        return true;
    }

    private void FindLinks(string text, ref Found found)
    {
        foreach (var (start, end, host) in Links.In(text))
        {
            // The host, and every one above it.
            for (var rest = host; ;)
            {
                if (_hosts.TryGetValue(rest, out var action))
                    found.Add(action, start, end);
                if (rest.IndexOf('.') is var dot && dot < 0)
                    break;
                rest = rest[(dot + 1)..];
            }
        }
    }

    /// <summary>What was found so far; the masked text is made by the first that masks.</summary>
    private struct Found(string text)
    {
        private bool _refused;
        private bool _flagged;
        private char[]? _masked;

        public void Add(FilterAction action, int start, int end)
        {
            _refused |= action == FilterAction.Refuse;
            _flagged |= action == FilterAction.Flag;
            if (action == FilterAction.Mask)
                (_masked ??= text.ToCharArray()).AsSpan(start, end - start).Fill('*');
        }

        public readonly FilterVerdict Verdict() => new(_refused, _refused || _masked is null ? null : new string(_masked), _flagged && !_refused);
    }
}
