using System.Reflection;
using System.Security.Cryptography;

namespace Parlance.Server.Web;

/// <summary>What the build put into the program below `app/`.</summary>
internal sealed class WebAppFiles
{
    private const string Prefix = "app/";
    private const string PageName = "index.html";

    private readonly Dictionary<string, WebAppFile> _files;

    private WebAppFiles(Dictionary<string, WebAppFile> files, string? page) => (_files, Page) = (files, page);

    /// <summary>The page, with <see cref="ContentPolicy.NoncePlaceholder"/> in it; null when the program was built without the web app.</summary>
    public string? Page { get; }

    /// <param name="path">Below `/app/`, without a slash in front.</param>
    public WebAppFile? Find(string path) => _files.GetValueOrDefault(path);

    public static WebAppFiles Read(Assembly assembly)
    {
        var contents = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(name => name[Prefix.Length..].Replace('\\', '/'), name => ReadAll(assembly, name), StringComparer.Ordinal);
        var files = contents
            .Where(file => TypeOf(file.Key) is not null)
            .ToDictionary(file => file.Key, file => new WebAppFile(
                TypeOf(file.Key)!,
                $"\"{Convert.ToHexStringLower(SHA256.HashData(file.Value).AsSpan(0, 12))}\"",
                file.Key.StartsWith("assets/", StringComparison.Ordinal),
                file.Value,
                contents.GetValueOrDefault(file.Key + ".br"),
                contents.GetValueOrDefault(file.Key + ".gz")), StringComparer.Ordinal);
        return new WebAppFiles(files, contents.TryGetValue(PageName, out var page) ? System.Text.Encoding.UTF8.GetString(page) : null);
    }

    private static byte[] ReadAll(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    /// <summary>Null for what is not served by its name: the page, and compressed twins.</summary>
    private static string? TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".json" => "application/json",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".webmanifest" => "application/manifest+json",
        ".woff2" => "font/woff2",
        ".mp3" => "audio/mpeg",
        _ => null,
    };
}
