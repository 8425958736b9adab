using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Parlance.Client.Wire;

namespace Parlance.Client;

/// <summary>Queued messages in a folder, a file each, so that they outlive the process.</summary>
/// <param name="folder">Made when it is missing. For one person and one process at a time.</param>
public sealed class FileOutboxStore(string folder) : IOutboxStore
{
    private const string Ending = ".message.json";

    public async Task<IReadOnlyList<PendingMessage>> AllAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var messages = new List<PendingMessage>();
        foreach (var path in Directory.EnumerateFiles(folder, $"*{Ending}"))
            messages.Add(JsonSerializer.Deserialize(await File.ReadAllBytesAsync(path, cancellationToken), ClientJson.Default.PendingMessage)!);
        messages.Sort((a, b) => a.Number.CompareTo(b.Number));
        return messages;
    }

    public async Task PutAsync(PendingMessage message, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);

        // Moved into its place when it is whole: a process that dies here leaves the file as it was, or none.
        var written = Path.Combine(folder, Path.GetRandomFileName());
        await using (var file = new FileStream(written, FileMode.CreateNew))
        {
            await JsonSerializer.SerializeAsync(file, message, ClientJson.Default.PendingMessage, cancellationToken);
            file.Flush(flushToDisk: true);
        }

        File.Move(written, PathOf(message.ClientId), overwrite: true);
    }

    public Task RemoveAsync(string clientId, CancellationToken cancellationToken)
    {
        File.Delete(PathOf(clientId));
        return Task.CompletedTask;
    }

    /// <summary>A client id may hold anything, a path too.</summary>
    private string PathOf(string clientId) => Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(clientId))) + Ending);
}
