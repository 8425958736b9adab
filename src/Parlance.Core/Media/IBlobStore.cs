using Parlance.Core.Messages;

namespace Parlance.Core.Media;

/// <summary>Files under the names of <see cref="BlobName"/>. Implementations are safe for concurrent use.</summary>
/// <remarks>
/// A name is put once and its content never changes, so whoever has read it may keep it for ever. A file is there whole or not at all, also when
/// the process dies in the middle. Every method throws <see cref="StorageException"/> when the disk or the bucket fails, and
/// <see cref="ArgumentException"/> for what is no <see cref="BlobName"/>.
/// </remarks>
public interface IBlobStore
{
    /// <summary>On disk, or in the bucket, when the task completes.</summary>
    Task PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <returns>How many bytes it has; null when there is no such file.</returns>
    Task<long?> FindAsync(string name, CancellationToken cancellationToken);

    /// <param name="range">Null for all of it; else must lie within the file.</param>
    /// <returns>The bytes as they arrive, for the caller to dispose; null when there is no such file.</returns>
    Task<BlobContent?> OpenAsync(string name, BlobRange? range, CancellationToken cancellationToken);

    /// <summary>Whoever is reading it may still get to the end. No such file: nothing happens.</summary>
    Task DeleteAsync(string name, CancellationToken cancellationToken);

    /// <returns>Null when files can be stored and read, else one sentence for the operator's log.</returns>
    Task<string?> CheckAsync(CancellationToken cancellationToken);
}

/// <param name="Offset">From 0.</param>
/// <param name="Length">At least 1.</param>
public readonly record struct BlobRange(long Offset, long Length);

/// <param name="Bytes">Those of the range that was asked for.</param>
/// <param name="Length">How many <paramref name="Bytes"/> holds.</param>
/// <param name="Owner">What is disposed in place of the stream, when the stream belongs to it.</param>
public sealed record BlobContent(Stream Bytes, long Length, IDisposable? Owner = null) : IDisposable
{
    public void Dispose() => (Owner ?? Bytes).Dispose();
}
