using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Parlance.Core;
using Parlance.Core.Messages;

namespace Parlance.Dialects.Hosting;

/// <summary>Gives every failure that no endpoint described a JSON body, and keeps the text of exceptions out of it.</summary>
public sealed partial class ErrorShell(RequestDelegate next, ILogger<ErrorShell> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            await Plain(e.StatusCode).WriteAsync(context);
            return;
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return; // nobody is there to answer
        }
        catch (StorageException e) when (!context.Response.HasStarted)
        {
            Log.StorageFailed(logger, e, context.Request.Method, context.RouteTemplate());
            await context.RefuseAsync(Refusal.Unavailable);
            return;
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            Log.Failed(logger, e, context.Request.Method, context.RouteTemplate());
            context.Response.Clear();
            await Plain(500).WriteAsync(context);
            return;
        }

        if (context.Response is { StatusCode: >= 400, HasStarted: false, ContentLength: null, ContentType: null })
            await Plain(context.Response.StatusCode, context.Request).WriteAsync(context);
    }

    private static ErrorBody Plain(int status, HttpRequest? request = null) => status switch
    {
        400 => new(400, "malformed", "Malformed request", "The request cannot be read as what this path expects.", "Check the body, its JSON and the query values."),
        401 => new(401, "unauthenticated", "Not signed in", "This needs an access token.", "Sign in and send the token as `Authorization: Bearer …`."),
        403 => new(403, "forbidden", "Not allowed", "This is not allowed.", "Ask someone who may."),
        404 => new(404, "unknown_command", "No such command or path", "There is nothing at this path.", "Check the path and the base address the client was given."),
        405 => new(405, "method_not_allowed", "Method not allowed", $"Method \"{Printable.Clip(request?.Method ?? "")}\" not allowed.", "Use one of the methods in the Allow header."),
        408 => new(408, "timeout", "Timed out", "The request took too long to arrive.", "Send it again."),
        413 => new(413, "too_large", "Too large", "The body is larger than this path takes.", "Send less at once; the operator's limit is Parlance:Http:MaxBodyBytes."),
        415 => new(415, "unsupported_media_type", "Unsupported media type", $"Unsupported media type \"{Printable.Clip(request?.ContentType ?? "")}\" in request.", "Send JSON with `Content-Type: application/json`, or what the path documents."),
        429 => new(429, "rate_limited", "Too many requests", "Too many requests in a short time.", "Wait and try again.") { RetryAfter = TimeSpan.FromSeconds(1) },
        503 => new(503, "unavailable", "Unavailable", "The server cannot do this right now.", "Try again in a moment.") { RetryAfter = TimeSpan.FromSeconds(1) },
        >= 500 => new(status, "internal_error", "Internal error", "Something went wrong on the server; it has been logged.", "Try again; if it stays so, tell the operator when it happened."),
        _ => new(status, "refused", "Refused", "The request was refused.", "Check the request."),
    };

    private static partial class Log
    {
        [LoggerMessage(5010, LogLevel.Error, "{Method} {Route} failed and was answered with 500.")]
        public static partial void Failed(ILogger logger, Exception exception, string method, string route);

        [LoggerMessage(5011, LogLevel.Error, "{Method} {Route} could not reach storage and was answered with 503. Check the disk and the database.")]
        public static partial void StorageFailed(ILogger logger, Exception exception, string method, string route);
    }
}
