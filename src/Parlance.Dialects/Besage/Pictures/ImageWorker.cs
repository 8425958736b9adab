using System.Globalization;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;
using Parlance.Core;

namespace Parlance.Dialects.Besage.Pictures;

/// <summary>The operator's image worker: PUT and DELETE with a key, GET for everybody. Safe for concurrent use.</summary>
internal sealed partial class ImageWorker(BesageOptions options, ILogger<ImageWorker> logger) : IDisposable
{
    private const string KeyHeader = "X-Custom-Auth-Key";

    private static readonly Refusal Failed = new(
        RefusalCode.Unavailable, "The picture could not be stored: the image server did not take it.", "Try again later; the operator finds the reason in the log.") { RetryAfter = TimeSpan.FromSeconds(10) };

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = TimeSpan.FromSeconds(20) };

    /// <summary>False: pictures are kept here.</summary>
    public bool IsUsed => options.UseWorker && options.WorkerUrl.Length > 0;

    private string Base => options.WorkerUrl.TrimEnd('/');

    /// <returns>Where the picture is now, or `unavailable`.</returns>
    public async Task<Outcome<string>> PutAsync(UserId user, string contentType, ReadOnlyMemory<byte> picture, CancellationToken cancellationToken)
    {
        var url = $"{FolderOf(user)}{Guid.NewGuid():N}.{ExtensionOf(contentType)}";
        using var content = new ReadOnlyMemoryContent(picture);
        content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        try
        {
            using var answer = await SendAsync(HttpMethod.Put, url, content, cancellationToken);
            if (answer.IsSuccessStatusCode)
                return url;
            Log.Refused(logger, (int)answer.StatusCode);
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            Log.Away(logger, e);
        }

        return Failed;
    }

    /// <summary>Removes a picture of that user, if it is one of the worker's. Trouble is logged, not thrown: the picture is nobody's any more.</summary>
    public async Task TryDeleteAsync(UserId user, string? url)
    {
        if (url is null || !IsUsed || !url.StartsWith(FolderOf(user), StringComparison.Ordinal))
            return;
        try
        {
            using var answer = await SendAsync(HttpMethod.Delete, url, null, CancellationToken.None);
            if (!answer.IsSuccessStatusCode)
                Log.Left(logger, (int)answer.StatusCode);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            Log.Away(logger, e);
        }
    }

    public void Dispose() => _http.Dispose();

    private string FolderOf(UserId user) => string.Create(CultureInfo.InvariantCulture, $"{Base}/media/profile/{user.Value}/");

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string url, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(url, UriKind.Absolute)) { Content = content };
        request.Headers.TryAddWithoutValidation(KeyHeader, options.WorkerAuthKey);
        return await _http.SendAsync(request, cancellationToken);
    }

    private static string ExtensionOf(string contentType) => contentType switch
    {
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "image/gif" => "gif",
        _ => "webp",
    };

    private static partial class Log
    {
        [LoggerMessage(5111, LogLevel.Warning, "The image worker answered {Status} to a picture; check WORKER_URL and WORKER_AUTH_KEY.")]
        public static partial void Refused(ILogger logger, int status);

        [LoggerMessage(5112, LogLevel.Warning, "The image worker could not be reached; check WORKER_URL.")]
        public static partial void Away(ILogger logger, Exception exception);

        [LoggerMessage(5113, LogLevel.Warning, "The image worker answered {Status} when a replaced picture was to be deleted; it stays there.")]
        public static partial void Left(ILogger logger, int status);
    }
}
