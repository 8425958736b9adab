using System.Buffers.Text;
using System.Diagnostics;
using System.Security.Cryptography;

namespace Parlance.Server.Settings;

/// <summary>The signing key of a server that was given none: made once and kept, so that a restart signs nobody out.</summary>
internal static class SecretKeyFile
{
    public const string FileName = "secret.key";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <returns>43 characters of base64url, the same on every call for one folder.</returns>
    public static string ReadOrCreate(string dataFolder)
    {
        Directory.CreateDirectory(dataFolder);
        var path = Path.Combine(dataFolder, FileName);
        if (!File.Exists(path))
        {
            using var alone = Lock(path);
            if (!File.Exists(path))
                Create(path);
        }

        var key = File.ReadAllText(path).Trim();
        return key.Length >= 32 ? key : throw new InvalidDataException($"{path} holds no key. Delete it to get a new one; everybody signs in again then.");
    }

    // Moving without overwriting looks first and moves then, so it cannot decide between two processes that start at once; a locked file can.
    private static FileStream Lock(string path)
    {
        var began = Stopwatch.GetTimestamp();
        var pause = new SpinWait();
        while (true)
        {
            try
            {
                return new FileStream($"{path}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (Stopwatch.GetElapsedTime(began) < Patience)
            {
                pause.SpinOnce();
            }
        }
    }

    // Written beside its place and moved into it: a crash leaves no half of a key.
    private static void Create(string path)
    {
        var draft = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        using (var file = new FileStream(draft, options))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))));
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path);
    }
}
