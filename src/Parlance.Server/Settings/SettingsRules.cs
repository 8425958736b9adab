using Parlance.Core.Calls;
using Parlance.Core.Limits;
using Parlance.Dialects.Besage;
using Parlance.Dialects.Hosting;
using Parlance.Dialects.Hosting.Moderation;
using Parlance.Dialects.Native;
using Parlance.Storage;
using Parlance.Storage.Blobs;

namespace Parlance.Server.Settings;

/// <summary>What no single value can tell: settings that need each other, values with a syntax of their own, variables that have no effect here.</summary>
internal static class SettingsRules
{
    private const int MinSecretLength = 32;

    private static readonly string[] TurnSchemes = ["turn", "turns"];

    private static readonly string[] StunSchemes = ["stun", "stuns"];

    public static void Check(ServerSettings settings, IReadOnlyDictionary<string, string> environment, List<SettingProblem> problems, List<string> notes)
    {
        CheckSecret(settings, problems);
        CheckDatabase(settings.Get<DatabaseOptions>(), problems);
        CheckBlobs(settings.Get<BlobOptions>(), environment, problems, notes);
        CheckAddresses(settings, problems);
        CheckFamilies(settings.Get<FamilyOptions>(), problems);
        CheckCalls(settings.Get<CallOptions>(), problems, notes);

        if (settings.Get<LimitOptions>().Scale <= 0)
            problems.Add(new("RATE_LIMIT_SCALE", "0", "would refuse everything", "Set a number above 0, or remove it for the default, 1."));

        if (IsSet("REDIS_URL"))
            problems.Add(new("REDIS_URL", "(hidden)", "asks for several nodes, and this version runs as a single node", "Remove REDIS_URL and run one process."));

        foreach (var name in environment.Keys.Where(name => IsOfBuckets(name) && !EnvironmentName.All.Any(known => known.Names.Contains(name))).Order(StringComparer.Ordinal))
        {
            if (IsSet(name))
                notes.Add($"{name} is set but not used by this version.");
        }

        foreach (var name in (string[])["MONGODB_URI", "MONGO_URI"])
        {
            if (IsSet(name))
                notes.Add($"{name} is not needed: match records are in the database.");
        }

        if (settings.IsProduction && settings.Get<HttpOptions>().AllowedHosts.Count == 0)
            notes.Add("ALLOWED_HOSTS is empty: requests for any host name are answered.");
        if (settings.IsProduction && settings.Get<OriginOptions>().Allowed.Count == 0)
            notes.Add("CORS_ORIGINS is empty: only pages from this server's own address may connect.");

        bool IsSet(string name) => !string.IsNullOrWhiteSpace(environment.GetValueOrDefault(name));
    }

    private static void CheckSecret(ServerSettings settings, List<SettingProblem> problems)
    {
        var secret = settings.Get<TokenOptions>().SecretKey;
        if (!settings.IsProduction || secret.Length >= MinSecretLength)
            return;

        const string remedy = "Set it to what `openssl rand -base64 48` prints, and keep it: tokens signed with another key are refused.";
        problems.Add(secret.Length == 0
            ? new("SECRET_KEY", null, "is missing, and production needs one", remedy)
            : new("SECRET_KEY", $"(hidden, {secret.Length} characters)", $"is too short for production: at least {MinSecretLength} characters", remedy));
    }

    private static void CheckDatabase(DatabaseOptions database, List<SettingProblem> problems)
    {
        try
        {
            _ = database.Address;
        }
        catch (DatabaseAddressException e)
        {
            problems.Add(new(e.Key, e.SafeValue, e.Problem.TrimEnd('.'), e.Remedy));
        }
    }

    private static void CheckBlobs(BlobOptions blobs, IReadOnlyDictionary<string, string> environment, List<SettingProblem> problems, List<string> notes)
    {
        BlobAddress address;
        try
        {
            address = blobs.AddressIn("data");
        }
        catch (BlobAddressException e)
        {
            problems.Add(new(e.Key, e.SafeValue, e.Problem, e.Remedy));
            return;
        }

        if (address.Folder is null)
        {
            const string remedy = "Set it to what the bucket's operator issued for this server.";
            if (blobs.AccessKeyId.Length == 0)
                problems.Add(new("S3_ACCESS_KEY_ID", null, $"is missing, and files go to the {address}", remedy));
            if (blobs.SecretAccessKey.Length == 0)
                problems.Add(new("S3_SECRET_ACCESS_KEY", null, $"is missing, and files go to the {address}", remedy));
        }
        else if (environment.Keys.Where(name => IsOfBuckets(name) && environment[name].Length > 0).Order(StringComparer.Ordinal).FirstOrDefault() is { } vain)
        {
            notes.Add($"{vain} is set, but files are kept in a folder: BLOB_STORE or S3_BUCKET would name a bucket.");
        }
    }

    private static bool IsOfBuckets(string name) => name.StartsWith("S3_", StringComparison.Ordinal) || name.StartsWith("R2_", StringComparison.Ordinal);

    private static void CheckAddresses(ServerSettings settings, List<SettingProblem> problems)
    {
        var http = settings.Get<HttpOptions>();
        foreach (var text in settings.Get<OriginOptions>().Allowed)
        {
            if (!OriginPattern.TryParse(text, out _, out var complaint))
                problems.Add(new("CORS_ORIGINS", $"\"{text}\"", complaint, "Correct the entry or remove it."));
        }

        foreach (var rule in http.AllowedHosts)
        {
            if (!HostRules.IsValid(rule, out var complaint))
                problems.Add(new("ALLOWED_HOSTS", $"\"{rule}\"", complaint, "Correct the entry or remove it."));
        }

        foreach (var network in http.TrustedProxies)
        {
            if (!ProxyNetwork.TryParse(network, out _))
                problems.Add(new("TRUSTED_PROXIES", $"\"{network}\"", "is neither an address nor a network", "Write `10.0.0.7` or `10.0.0.0/8`."));
        }

        if (http.PublicUrl.Length > 0 && (!OriginPattern.TryParse(http.PublicUrl, out _, out _) || http.PublicUrl.Contains('*') || !http.PublicUrl.StartsWith("http", StringComparison.OrdinalIgnoreCase)))
            problems.Add(new("PUBLIC_URL", $"\"{http.PublicUrl}\"", "is not the address of a site", "Write scheme and host only, like `https://chat.example.com`."));

        var worker = settings.Get<BesageOptions>().WorkerUrl;
        if (worker.Length > 0 && (!Uri.TryCreate(worker, UriKind.Absolute, out var site) || site.Scheme is not ("http" or "https") || site.Query.Length > 0 || worker.Length > 150))
            problems.Add(new("WORKER_URL", $"\"{worker}\"", "is not the address of an image worker", "Write `https://cdn.example.com`, or leave it out and pictures are kept here."));

        var webhook = settings.Get<ModerationOptions>().ReportWebhook;
        if (webhook.Length > 0 && !(Uri.TryCreate(webhook, UriKind.Absolute, out var told) && (told.Scheme is "http" or "https")))
            problems.Add(new("Moderation:ReportWebhook", "(hidden)", "is not an http(s) address", "Write `https://example.com/hooks/reports`, or leave it out."));

        var collector = settings.Get<TelemetryOptions>().OtlpEndpoint;
        if (collector.Length > 0 && !(Uri.TryCreate(collector, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https")))
            problems.Add(new("OTEL_EXPORTER_OTLP_ENDPOINT", $"\"{collector}\"", "is not an http(s) address", "Write `http://collector:4317`."));
    }

    private static void CheckFamilies(FamilyOptions families, List<SettingProblem> problems)
    {
        foreach (var name in families.Served.Where(name => !name.Equals(NativeDialect.DialectName, StringComparison.OrdinalIgnoreCase)))
        {
            if (!FamilyOptions.All.Contains(name, StringComparer.OrdinalIgnoreCase))
                problems.Add(new("FAMILIES", $"\"{name}\"", "is not a family of clients", $"Choose from {string.Join(", ", FamilyOptions.All)}, or write `native` for none of them."));
        }
    }

    private static void CheckCalls(CallOptions calls, List<SettingProblem> problems, List<string> notes)
    {
        CheckUrls("TURN_URLS", calls.TurnUrls, TurnSchemes, "Write `turn:turn.example.com:3478` or `turns:turn.example.com:5349?transport=tcp`.", problems);
        CheckUrls("STUN_URLS", calls.StunUrls, StunSchemes, "Write `stun:turn.example.com:3478`.", problems);
        if (calls.TurnUrls.Count > 0 && calls.TurnSecret.Length == 0)
            problems.Add(new("TURN_SECRET", null, "is missing, and TURN_URLS names servers that want credentials", "Set it to the `static-auth-secret` of the TURN servers, or remove TURN_URLS."));
        else if (calls.TurnUrls.Count == 0 && calls.TurnSecret.Length > 0)
            notes.Add("TURN_SECRET is set, but TURN_URLS names no server to use it with.");
    }

    private static void CheckUrls(string name, IReadOnlyList<string> urls, IReadOnlyList<string> schemes, string remedy, List<SettingProblem> problems)
    {
        foreach (var url in urls)
        {
            if (!IceServers.IsUrl(url, schemes, out var complaint))
                problems.Add(new(name, $"\"{url}\"", complaint, remedy));
        }
    }
}
