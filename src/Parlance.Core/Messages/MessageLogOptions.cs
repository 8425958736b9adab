using System.ComponentModel.DataAnnotations;

namespace Parlance.Core.Messages;

public sealed class MessageLogOptions
{
    public const string Section = "MessageLog";

    /// <summary>Entries stored in one transaction at most. Default 1,000. More gains little throughput and makes the first of a batch wait longer.</summary>
    [Range(1, 100_000)]
    public int MaxBatch { get; init; } = 1_000;

    /// <summary>Entries that may wait for the writer; beyond that new ones are refused as `unavailable`. Default 50,000.</summary>
    [Range(1, 10_000_000)]
    public int MaxWaiting { get; init; } = 50_000;
}
