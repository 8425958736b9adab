using Parlance.Core.Media;
using Parlance.Core.Messages;

namespace Parlance.Storage.Blobs;

/// <summary>Files in a folder of this machine, a hundred and a few in each of its 1,024 sub-folders when there are as many thousand.</summary>
/// <remarks>Written under another name, synced and renamed, so that a power cut leaves the whole file or none.</remarks>
public sealed class FolderBlobStore(string folder) : IBlobStore
{
    private const string Unfinished = ".part";

    private readonly string _folder = Path.GetFullPath(folder);

    public async Task PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await using (var file = new FileStream(path + Unfinished, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous))
            {
                await file.WriteAsync(content, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            File.Move(path + Unfinished, path, overwrite: false);
        }
        catch (Exception e) when (IsOutage(e))
        {
            TryDelete(path + Unfinished);
            throw Failed("stored", e);
        }
        catch (OperationCanceledException)
        {
            TryDelete(path + Unfinished);
            throw;
        }
    }

    public Task<long?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var file = new FileInfo(PathOf(name));
        return Task.FromResult<long?>(file.Exists ? file.Length : null);
    }

    public Task<BlobContent?> OpenAsync(string name, BlobRange? range, CancellationToken cancellationToken)
    {
        FileStream? file = null;
        try
        {
            file = new FileStream(PathOf(name), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
            if (range is not { } part)
                return Task.FromResult<BlobContent?>(new BlobContent(file, file.Length));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(part.Offset + part.Length, file.Length, nameof(range));
            file.Position = part.Offset;
            return Task.FromResult<BlobContent?>(new BlobContent(new PartOfStream(file, part.Length), part.Length));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<BlobContent?>(null);
        }
        catch (ArgumentOutOfRangeException)
        {
            file?.Dispose();
            throw;
        }
        catch (Exception e) when (IsOutage(e))
        {
            file?.Dispose();
            throw Failed("read", e);
        }
    }

    public Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        try
        {
            File.Delete(path);
            File.Delete(path + Unfinished); // of a process that died while it wrote
        }
        catch (DirectoryNotFoundException)
        {
            // nothing was ever stored there
        }
        catch (Exception e) when (IsOutage(e))
        {
            throw Failed("deleted", e);
        }

        return Task.CompletedTask;
    }

    public Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        var probe = Path.Combine(_folder, ".ready");
        try
        {
            Directory.CreateDirectory(_folder);
            File.WriteAllBytes(probe, []);
            return Task.FromResult<string?>(null);
        }
        catch (Exception e) when (IsOutage(e))
        {
            return Task.FromResult<string?>($"The folder {_folder} cannot be written: {e.Message}");
        }
    }

    private string PathOf(string name)
    {
        BlobName.Check(name);
        return Path.Combine(_folder, name[..2], name);
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (IsOutage(e))
        {
            // The disk fails already, which the caller is about to be told.
        }
    }

    private static bool IsOutage(Exception e) => e is IOException or UnauthorizedAccessException;

    private static StorageException Failed(string what, Exception e) => new($"A file could not be {what}: {e.Message}", e);
}
