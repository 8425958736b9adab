using System.Buffers.Text;
using System.Security.Cryptography;

namespace Parlance.Server.Settings;

/// <summary>The signing key of a server that was given none: made once and kept, so that a restart signs nobody out.</summary>
internal static class SecretKeyFile
{
    public const string FileName = "secret.key";

    /// <returns>43 characters of base64url, the same on every call for one folder.</returns>
    public static string ReadOrCreate(string dataFolder)
    {
        Directory.CreateDirectory(dataFolder);
        var path = Path.Combine(dataFolder, FileName);
        if (!File.Exists(path))
            Create(path);

        var key = File.ReadAllText(path).Trim();
        return key.Length >= 32 ? key : throw new InvalidDataException($"{path} holds no key. Delete it to get a new one; everybody signs in again then.");
    }

    // Written beside its place and moved into it: two processes that start at once agree on one key, and a crash leaves no half of one.
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

        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft); // the other process was first
        }
    }
}
