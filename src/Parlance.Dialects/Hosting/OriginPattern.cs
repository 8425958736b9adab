using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Parlance.Dialects.Hosting;

/// <summary>One entry of the operator's list: `https://chat.example.com`, `http://10.0.0.5:3000`, `https://*.example.com`, `https://preview-*.example.app`.</summary>
/// <remarks>Scheme, host and port must all match; a `*` stands for one or more characters inside one label of the host and never for a dot.</remarks>
public sealed class OriginPattern
{
    private readonly string _scheme;
    private readonly string[] _labels;
    private readonly int _port;
    private readonly string _text;

    private OriginPattern(string text, string scheme, string host, int port)
    {
        _text = text;
        _scheme = scheme;
        _labels = Labels(host);
        _port = port;
    }

    /// <param name="text">One trailing slash is tolerated, as are blanks around it.</param>
    /// <param name="complaint">What is wrong with it, as the end of a sentence.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out OriginPattern? pattern, [NotNullWhen(false)] out string? complaint)
    {
        pattern = null;
        var trimmed = text.Trim();
        if (trimmed is "*")
        {
            complaint = "would let every site on the web act for the people signed in here; list the origins one by one";
            return false;
        }

        if (!TrySplit(trimmed, out var scheme, out var host, out var port))
        {
            complaint = "is not an origin; write scheme, host and port only, like `https://chat.example.com` or `http://localhost:3000`";
            return false;
        }

        if (Labels(host).All(label => label == "*"))
        {
            complaint = "matches every host of its shape; name at least one label, like `https://*.example.com`";
            return false;
        }

        complaint = null;
        pattern = new OriginPattern(trimmed.TrimEnd('/'), scheme, host, port);
        return true;
    }

    public bool Matches(string scheme, string host, int port)
    {
        if (port != _port || scheme != _scheme)
            return false;

        var labels = Labels(host);
        if (labels.Length != _labels.Length)
            return false;

        for (var i = 0; i < labels.Length; i++)
        {
            if (!LabelMatches(_labels[i], labels[i]))
                return false;
        }

        return true;
    }

    public override string ToString() => _text;

    /// <summary>Splits `https://host:443` into lower-case scheme and host and the port, which is the scheme's own when none is written (-1 for a scheme without one).</summary>
    internal static bool TrySplit(string origin, out string scheme, out string host, out int port)
    {
        (scheme, host, port) = ("", "", -1);
        var separator = origin.IndexOf("://", StringComparison.Ordinal);
        if (separator <= 0)
            return false;

        scheme = origin[..separator].ToLowerInvariant();
        if (!scheme.All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.'))
            return false;

        var authority = origin[(separator + 3)..];
        if (authority.EndsWith('/'))
            authority = authority[..^1];
        return TrySplitHost(authority, scheme, out host, out port);
    }

    /// <summary>Splits a Host header into lower-case host and port, taking the port of <paramref name="scheme"/> when none is written.</summary>
    internal static bool TrySplitHost(string authority, string scheme, out string host, out int port)
    {
        port = scheme switch { "http" or "ws" => 80, "https" or "wss" => 443, _ => -1 };
        host = authority.ToLowerInvariant();

        var colon = host.LastIndexOf(':');
        if (colon >= 0 && colon > host.LastIndexOf(']'))
        {
            if (!ushort.TryParse(host[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var given))
                return false;
            port = given;
            host = host[..colon];
        }

        if (host.StartsWith('['))
            return host.EndsWith(']') && host.Length > 2 && host[1..^1].All(c => char.IsAsciiHexDigit(c) || c is ':' or '.');
        return host.Length is > 0 and <= 253
            && host.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '*')
            && !host.Split('.').Any(label => label.Length == 0);
    }

    private static string[] Labels(string host) => host.StartsWith('[') ? [host] : host.Split('.');

    private static bool LabelMatches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> label)
    {
        var star = pattern.IndexOf('*');
        if (star < 0)
            return label.SequenceEqual(pattern);
        if (!label.StartsWith(pattern[..star]))
            return false;

        var rest = pattern[(star + 1)..];
        for (var taken = star + 1; taken <= label.Length; taken++)
        {
            if (LabelMatches(rest, label[taken..]))
                return true;
        }

        return false;
    }
}
