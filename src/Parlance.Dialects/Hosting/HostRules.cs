using System.Diagnostics.CodeAnalysis;
using Parlance.Core;

namespace Parlance.Dialects.Hosting;

/// <summary>Which Host headers this server answers (contracts R8): `chat.example.com` exactly, `.example.com` for it and all below, `*.example.com` for all below, `*` for any.</summary>
/// <param name="rules">Empty: any host.</param>
public sealed class HostRules(IReadOnlyList<string> rules)
{
    public bool AllowsAny { get; } = rules.Count == 0 || rules.Contains("*");

    /// <param name="host">Host header, with or without port.</param>
    public bool Allows(string? host)
    {
        if (AllowsAny)
            return true;
        if (host is null || !OriginPattern.TrySplitHost(host, "http", out var name, out _))
            return false;

        name = name.TrimEnd('.');
        return rules.Any(rule => Matches(rule, name));
    }

    /// <param name="complaint">What is wrong with the rule, as the end of a sentence.</param>
    public static bool IsValid(string rule, [NotNullWhen(false)] out string? complaint)
    {
        var name = rule.StartsWith("*.", StringComparison.Ordinal) ? rule[2..] : rule.TrimStart('.');
        var good = rule == "*" || (!name.Contains('*', StringComparison.Ordinal) && OriginPattern.TrySplitHost(name, "http", out _, out var port) && port == 80);
        complaint = good ? null : "is not a host name; write the name alone, without scheme or port, like `chat.example.com` or `.example.com`";
        return good;
    }

    public static Refusal Refuse(string host) => new(
        RefusalCode.Invalid,
        $"This server does not answer to the name {Printable.Clip(host)}.",
        $"If the name is yours, add {Printable.Clip(host)} to ALLOWED_HOSTS and restart.") { Field = "host" };

    private static bool Matches(string rule, string name)
    {
        if (rule.StartsWith("*.", StringComparison.Ordinal))
            return name.Length >= rule.Length && name.EndsWith(rule[1..], StringComparison.OrdinalIgnoreCase);
        if (rule.StartsWith('.'))
            return name.EndsWith(rule, StringComparison.OrdinalIgnoreCase) || name.Equals(rule[1..], StringComparison.OrdinalIgnoreCase);
        return name.Equals(rule, StringComparison.OrdinalIgnoreCase);
    }
}
