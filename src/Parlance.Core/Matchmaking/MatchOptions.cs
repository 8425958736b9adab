using System.ComponentModel.DataAnnotations;

namespace Parlance.Core.Matchmaking;

/// <summary>The published schedule: how long each wish is insisted on, and what else the matchmaker waits for.</summary>
public sealed class MatchOptions
{
    public const string Section = "Matchmaking";

    /// <summary>How long somebody insists on a shared interest. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan InsistOnInterests { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long somebody insists on the countries asked for. Default 20 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan InsistOnCountry { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long somebody insists on a shared language. Default 40 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan InsistOnLanguage { get; init; } = TimeSpan.FromSeconds(40);

    /// <summary>How long somebody insists on the age asked for. Default 60 s. People under 18 and adults who told their ages are never brought together.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan InsistOnAge { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long one waits for somebody new before a recent partner will do. Default 2 s: with two people online they meet again, and a third is preferred.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan RecentPatience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Partners remembered as recent. Default 5.</summary>
    [Range(0, 100)]
    public int RecentPartners { get; init; } = 5;

    /// <summary>How long a partner counts as recent. Default 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan RecentFor { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>A connection heard of within this time counts as alive; another is asked before its match is announced. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan AliveFor { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a connection that is asked may take to answer; silent ones are cut. Default 3 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan AliveTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long match records are kept. Default 30 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "3650.00:00:00")]
    public TimeSpan RecordRetention { get; init; } = TimeSpan.FromDays(30);
}
